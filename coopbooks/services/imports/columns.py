"""Which columns each kind of import has: the English name, the Lao name of the templates, and what to write there."""

from dataclasses import dataclass

from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `lao` is the header of the Lao templates; `help` says what to write, `example` shows it."""

    name: str
    lao: str
    help: str
    example: str = ""
    required: bool = False


_ON = Column("on", "ວັນທີ", N_("The day: 2025-03-31 or 31/03/2025."), "2025-03-31", required=True)
_MEMBER = Column("member", "ເລກທີສະມາຊິກ", N_("The member's number."), "12", required=True)
_NOTE = Column("note", "ໝາຍເຫດ", N_("A remark in your own words."))
_AMOUNT = Column("amount_kip", "ຈຳນວນເງິນ", N_("Whole kip."), "250000", required=True)
_MONEY = N_("Where the money moves: cash or bank.")
_INVOICE = Column("invoice", "ເລກທີໃບແຈ້ງໜີ້", N_("Number of the invoice."), "INV-001", required=True)
_CURRENCY = Column("currency", "ສະກຸນເງິນຕ່າງປະເທດ", N_("Foreign money with three letters, where it was agreed."), "")
_FOREIGN = Column("foreign_amount", "ຈຳນວນເງິນຕ່າງປະເທດ", N_("Amount in foreign money, with at most two decimals."), "")
_VOUCHER = Column("voucher", "ເລກທີໃບຈ່າຍ", N_("The paper's number."), "V-001", required=True)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "members": (
        Column("number", "ເລກທີ", N_("The member's number; nobody else has it."), "12", required=True),
        Column("title", "ຄຳນຳໜ້າ", N_("ທ້າວ, ນາງ or ທ່ານ."), "ນາງ"),
        Column("given_name", "ຊື່", N_("Given name."), "ວັນນາ", required=True),
        Column("family_name", "ນາມສະກຸນ", N_("Family name, if there is one."), "ອິນທະວົງ"),
        Column("latin_name", "ຊື່ຕົວລາຕິນ", N_("The name in Latin letters."), "Vanna Inthavong"),
        Column("sex", "ເພດ", N_("F for women, M for men."), "F"),
        Column("birth_date", "ວັນເດືອນປີເກີດ", N_("Date of birth."), "1984-05-20"),
        Column("id_kind", "ປະເພດເອກະສານ", N_("Kind of identity paper."), "ບັດປະຈຳຕົວ"),
        Column("id_number", "ເລກທີເອກະສານ", N_("Number of the identity paper."), "01-1234567"),
        Column("village", "ບ້ານ", N_("Village."), "ໜອງບົວ"),
        Column("district", "ເມືອງ", N_("District."), "ປາກຊ່ອງ"),
        Column("province", "ແຂວງ", N_("Province."), "ຈຳປາສັກ"),
        Column("phone", "ໂທລະສັບ", N_("Phone number."), "020 55 123 456"),
        Column("group", "ກຸ່ມ", N_("Group or village unit."), ""),
        Column("joined", "ວັນທີເຂົ້າ", N_("First day of membership."), "2016-11-04", required=True),
        Column("left", "ວັນທີອອກ", N_("Last day of membership, if the member left."), ""),
        Column("left_reason", "ເຫດຜົນທີ່ອອກ", N_("resigned, expelled, died or transferred."), ""),
        Column("payment_mode", "ວິທີຮັບເງິນ", N_("cash, bank, wallet or reinvest."), "cash"),
        Column("nickname", "ຊື່ຫຼິ້ນ", N_("Nickname."), ""),
        Column("joined_meeting", "ມະຕິຮັບເຂົ້າ", N_("Number of the meeting or resolution that admitted."), ""),
        Column("household", "ຄົວເຮືອນ", N_("Name of the household."), ""),
        Column("bank_account", "ເລກບັນຊີ", N_("Bank and account number, for payments by bank or wallet."), ""),
        Column("language", "ພາສາຂອງໃບ", N_("Language of this member's papers: lo, en or lo+en."), ""),
        Column("plot", "ສວນ ຫຼື ຮັງ", N_("Plots, hives or stills."), ""),
        Column("entry_fee_kip", "ຄ່າເຂົ້າເປັນສະມາຊິກ", N_("Entry fee in whole kip, if it is to be posted on the first day."), "50000"),
        Column("entry_fee_into", "ຮັບຄ່າເຂົ້າໃສ່", _MONEY, "cash"),
    ),
    "shares": (
        Column("reference", "ເລກທີໃບ", N_("The paper's number."), "S-001", required=True), _MEMBER, _ON,
        Column("kind", "ປະເພດ", N_("subscribe, pay, transfer, redeem, bonus, cancel, convert or pay-out."), "subscribe", required=True),
        Column("shares", "ຈຳນວນຮຸ້ນ", N_("Number of shares."), "3"),
        Column("amount_kip", "ຈຳນວນເງິນ", N_("What is paid, in whole kip."), "300000"),
        Column("to_member", "ໂອນໃຫ້", N_("Number of the member who receives, for a transfer."), ""),
        Column("paid_from", "ຈ່າຍຈາກ", N_("cash, bank, produce, or owed for a redemption that is paid later."), "cash"), _NOTE,
        Column("class", "ປະເພດຮຸ້ນ", N_("Code of the class of shares; empty = ordinary shares."), ""),
        Column("to_class", "ປ່ຽນເປັນປະເພດ", N_("Code of the class converted into."), ""),
        Column("numbers", "ເລກທີຮຸ້ນ", N_("Share numbers: 101-150, 160. Of new shares only from an old register."), ""),
        Column("meeting", "ມະຕິ", N_("Number of the decision."), ""),
        Column("notice", "ວັນທີແຈ້ງ", N_("Day of the notice, for a redemption."), ""),
        Column("advance_kip", "ຫັກເງິນລ່ວງໜ້າ", N_("Part of a redemption set off against the advance, in whole kip."), ""),
        Column("reason", "ເຫດຜົນ", N_("Reason of the decision."), ""),
    ),
    "products": (
        Column("code", "ລະຫັດ", N_("A short code."), "CH", required=True),
        Column("name_lo", "ຊື່ພາສາລາວ", N_("Name in Lao."), "ໝາກກາເຟສຸກ"),
        Column("name_en", "ຊື່ພາສາອັງກິດ", N_("Name in English."), "Cherry"),
        Column("unit", "ຫົວໜ່ວຍ", N_("Unit: kg, bag, bottle."), "kg", required=True),
        Column("grades", "ເກຣດ", N_("Grades, separated by ;"), "A;B;C"),
    ),
    "customers": (
        Column("number", "ເລກທີລູກຄ້າ", N_("The customer's number."), "C01", required=True),
        Column("name", "ຊື່ລູກຄ້າ", N_("Name."), "Pakse Green Export", required=True),
        Column("phone", "ໂທລະສັບ", N_("Phone number."), "031 214 000"),
        Column("terms_days", "ກຳນົດຈ່າຍ (ວັນ)", N_("Days to pay."), "30"),
        Column("limit_kip", "ວົງເງິນ", N_("The most this customer may owe, in whole kip."), ""),
        Column("member", "ເລກທີສະມາຊິກ", N_("The member's number, if the customer is a member."), ""),
        Column("contact", "ຜູ້ຕິດຕໍ່", N_("Whom to ask for."), ""),
        Column("address", "ທີ່ຢູ່", N_("Address."), ""),
        Column("tax_no", "ເລກອາກອນ", N_("Tax number."), ""),
        Column("language", "ພາສາຂອງໃບ", N_("Language of this customer's papers: lo or en."), ""),
    ),
    "deliveries": (
        Column("slip", "ເລກທີໃບຊັ່ງ", N_("Number of the weigh slip."), "25-00001", required=True), _ON, _MEMBER,
        Column("product", "ຜົນຜະລິດ", N_("The product's code."), "CH", required=True),
        Column("grade", "ເກຣດ", N_("Grade."), "A"),
        Column("gross_kg", "ນ້ຳໜັກລວມ", N_("Gross weight in kilograms; the point is the decimal mark."), "109.6", required=True),
        Column("tare_kg", "ນ້ຳໜັກເປົາ", N_("Weight of the sacks in kilograms."), "2"),
        Column("net_kg", "ນ້ຳໜັກສຸດທິ", N_("Gross less sacks; may stay empty."), "107.6"),
        Column("price_kip", "ລາຄາຕໍ່ ກກ", N_("Price of one kilogram in whole kip."), "9575", required=True),
        Column("deduction_kip", "ຫັກ", N_("Deduction in whole kip."), ""),
        Column("advance_kip", "ຫັກເງິນລ່ວງໜ້າ", N_("Set off against the member's advance, in whole kip."), ""),
        Column("paid", "ການຈ່າຍ", N_("later, cash or bank."), "later"),
    ),
    "payments": (_VOUCHER, _ON, _MEMBER, _AMOUNT, Column("from", "ຈ່າຍຈາກ", _MONEY, "cash", required=True)),
    "sales": (
        Column("invoice", "ເລກທີໃບແຈ້ງໜີ້", N_("Number of the invoice."), "INV-001", required=True), _ON,
        Column("customer", "ເລກທີລູກຄ້າ", N_("The customer's number."), "C01", required=True),
        Column("product", "ສິນຄ້າ", N_("The product's code; empty for free text."), "GR"),
        Column("description", "ລາຍລະອຽດ", N_("What is sold, in words."), ""),
        Column("grade", "ເກຣດ", N_("Grade."), "A"),
        Column("quantity", "ຈຳນວນ", N_("Quantity; the point is the decimal mark."), "345.5", required=True),
        Column("unit", "ຫົວໜ່ວຍ", N_("Unit: kg, bag, bottle."), "kg"),
        Column("price_kip", "ລາຄາຕໍ່ໜ່ວຍ", N_("Price of one unit without VAT, in whole kip."), "100500", required=True),
        Column("vat_percent", "ອາກອນມູນຄ່າເພີ່ມ %", N_("VAT in percent; empty for none."), ""),
        Column("due", "ກຳນົດການຈ່າຍ", N_("Due date; empty for the customer's usual days."), ""),
        Column("paid_into", "ຮັບເງິນໃສ່", N_("cash or bank for a cash sale; empty for a sale on credit."), ""),
        Column("lot", "ລອດ", N_("The lot it is taken from; empty where lots have no names."), ""),
        Column("customer_ref", "ເລກອ້າງອີງຂອງລູກຄ້າ", N_("The customer's own reference."), ""),
        _CURRENCY, _FOREIGN, Column("rate", "ອັດຕາແລກປ່ຽນ", N_("Whole kip for one of the foreign money."), ""), _NOTE,
    ),
    "receipts": (
        Column("receipt", "ເລກທີໃບຮັບເງິນ", N_("Number of the receipt."), "R-001", required=True), _ON,
        Column("customer", "ເລກທີລູກຄ້າ", N_("The customer's number."), "C01", required=True), _AMOUNT,
        Column("into", "ຮັບເງິນໃສ່", _MONEY, "bank", required=True),
        Column("invoice", "ເລກທີໃບແຈ້ງໜີ້", N_("The invoice it pays; empty for the oldest first."), ""),
        Column("parts", "ຈ່າຍໃຫ້ໃບໃດເທົ່າໃດ", N_("What it pays, such as INV-1=500000; INV-2=20000. A - leaves all of it on account."), ""),
        _FOREIGN, _NOTE,
    ),
    "credit_notes": (
        Column("credit_note", "ເລກທີໃບຫຼຸດໜີ້", N_("Number of the credit note; its lines carry the same."), "CR-001", required=True), _ON, _INVOICE,
        Column("line", "ແຖວຂອງໃບແຈ້ງໜີ້", N_("Which line of the invoice: 1 is the first."), "1", required=True),
        Column("quantity", "ຈຳນວນ", N_("Quantity that is taken back."), "10"),
        Column("amount_kip", "ຈຳນວນເງິນ", N_("Amount without VAT, where it is not the price of the quantity."), ""),
        Column("reason", "ເຫດຜົນ", N_("Why it is taken back."), "ຊຸ່ມ", required=True),
        Column("refund_from", "ຄືນເງິນຈາກ", N_("cash or bank, where money goes back; empty: it stays on account."), ""),
    ),
    "write_offs": (
        Column("write_off", "ເລກທີໃບຕັດໜີ້", N_("The paper's number."), "WO-001", required=True), _ON, _INVOICE, _AMOUNT,
        Column("reason", "ເຫດຜົນ", N_("Why the money does not come in."), "ໜີ", required=True),
        Column("approved_by", "ຜູ້ອະນຸມັດ", N_("Who approved it: a user of the book."), "", required=True),
    ),
    "allocations": (
        Column("entry", "ເລກທີລາຍການ", N_("Number of the entry."), "JV-001", required=True), _ON,
        Column("customer", "ເລກທີລູກຄ້າ", N_("The customer's number."), "C01", required=True), _AMOUNT, _INVOICE, _NOTE,
    ),
    "expenses": (
        _VOUCHER, _ON, Column("account", "ບັນຊີ", N_("What for: an account's code or role."), "transport", required=True),
        Column("payee", "ຜູ້ຮັບເງິນ", N_("Who is paid."), "ປ້ຳນ້ຳມັນ"), _AMOUNT,
        Column("from", "ຈ່າຍຈາກ", N_("cash, bank, or credit for a bill to pay later."), "cash", required=True), _NOTE,
    ),
    "advances": (
        _VOUCHER, _ON, _MEMBER, Column("kind", "ປະເພດ", N_("cash, rice or fertiliser."), "cash", required=True), _AMOUNT,
        Column("from", "ຈ່າຍຈາກ", N_("Where the money moves: cash or bank; empty is cash."), "cash"),
    ),
    "transfers": (_VOUCHER, _ON, Column("from", "ຈາກ", _MONEY, "bank", required=True),
                  Column("into", "ໃສ່", _MONEY, "cash", required=True), _AMOUNT),
    "journal": (
        Column("entry", "ເລກທີລາຍການ", N_("Number of the entry; its lines carry the same."), "J-001", required=True), _ON,
        Column("account", "ບັນຊີ", N_("An account's code or role."), "depreciation", required=True),
        Column("debit_kip", "ໜີ້", N_("Debit in whole kip."), "1500000"), Column("credit_kip", "ມີ", N_("Credit in whole kip."), ""),
        Column("member", "ເລກທີສະມາຊິກ", N_("The member's number, where the account is kept by member."), ""), _NOTE,
    ),
    "opening": (
        Column("account", "ບັນຊີ", N_("An account's code or role."), "cash", required=True),
        Column("debit_kip", "ໜີ້", N_("Debit in whole kip."), "46318000"), Column("credit_kip", "ມີ", N_("Credit in whole kip."), ""),
        Column("member", "ເລກທີສະມາຊິກ", N_("The member's number, where the account is kept by member."), ""),
        Column("customer", "ເລກທີລູກຄ້າ", N_("The customer's number, for what customers owe."), ""), _NOTE,
    ),
}
"""Every KIND in the order in which a co-op's year is brought in by hand."""


def template_sheets(kind: str) -> list[tuple[str, tuple[str, ...], list[tuple[str, ...]]]]:
    """The empty table of a kind in the chosen language, and a sheet that explains it: name, titles and rows of each."""
    columns, lao = COLUMNS[kind], current_language() == "lo"
    headers = tuple(column.lao if lao else column.name for column in columns)
    titles = tuple(tr(title) for title in (N_("Column"), N_("Needed"), N_("What to write"), N_("Example")))
    told: list[tuple[str, ...]] = [(header, tr(N_("yes")) if column.required else "", tr(column.help), column.example)
                                   for header, column in zip(headers, columns, strict=True)]
    return [(kind, headers, []), (tr(N_("Help")), titles, told)]
