"""The registers against the journal: shares, deliveries, customers' items, dividends; and each line against its paper."""

import hashlib
from collections.abc import Iterator
from itertools import islice

from coopbooks.books.transaction import Reading
from coopbooks.books.verify_finding import MOST_TOLD, Finding, account, paper_of
from coopbooks.coop.share_numbers import read_ranges
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole


def register(tx: Reading) -> Iterator[Finding]:
    """Member by member the share register is what the accounts say, and nobody holds less than nothing."""
    for role, kip in ((AccountRole.SHARE_CAPITAL, "-capital_kip"), (AccountRole.UNPAID_SHARES, "capital_kip - paid_kip")):
        yield from islice(_against_account(tx, role, kip), MOST_TOLD)
    for number, count, paid, unpaid in tx.all(
            "SELECT number, sum(share_count), sum(paid_kip), sum(capital_kip - paid_kip) FROM share_line JOIN member USING (member_id) "
            "GROUP BY member_id HAVING sum(share_count) < 0 OR sum(paid_kip) < 0 OR sum(capital_kip - paid_kip) < 0 LIMIT ?", MOST_TOLD):
        yield Finding("register", N_("Member {member} holds {count} shares with {paid_kip} paid and {unpaid_kip} unpaid."),
                      {"member": number, "count": count, "paid_kip": paid, "unpaid_kip": unpaid})
    for number, count, capital in tx.all(_WORTH, MOST_TOLD):
        yield Finding("register", N_("Member {member} holds {count} shares, but their value stands as {capital_kip}."),
                      {"member": number, "count": count, "capital_kip": capital})


# A new value of the share converts every holding in the same entry, so the last value decided is what each share stands for; one
# decided ahead of the last movement has converted nothing yet.
_WORTH = """
WITH line AS (SELECT s.*, coalesce(x.class_code, 'A') AS class_code FROM share_line AS s LEFT JOIN share_extra AS x USING (share_line_id)),
     par AS (SELECT class_code, par_value_kip FROM share_terms AS t WHERE (since, terms_id) =
             (SELECT since, terms_id FROM share_terms AS l WHERE l.class_code = t.class_code ORDER BY since DESC, terms_id DESC LIMIT 1))
SELECT number, sum(share_count), sum(capital_kip) FROM line JOIN par USING (class_code) JOIN member USING (member_id)
 GROUP BY member_id, class_code HAVING sum(share_count) * max(par_value_kip) <> sum(capital_kip) LIMIT ?
"""


def papers(tx: Reading) -> Iterator[Finding]:
    """Photos and scans are what was put in, certificates end once and cover shares once, pledges bind what is held."""
    for sha256, body in tx.each("SELECT sha256, body FROM content"):
        if hashlib.sha256(body).hexdigest() != sha256:
            yield Finding("papers", N_("A photo or scan is not what was put in: {what}."), {"what": sha256[:16]})
    for name, subject in tx.all("SELECT name, subject_id FROM attachment AS a WHERE NOT EXISTS "
                                "(SELECT 1 FROM content AS c WHERE c.sha256 = a.sha256) LIMIT ?", MOST_TOLD):
        yield Finding("papers", N_("The photo or scan {name} of no. {which} is not there."), {"name": name, "which": str(subject)})
    for name, subject in tx.all("SELECT name, subject FROM issued_paper AS i WHERE NOT EXISTS "
                                "(SELECT 1 FROM content AS c WHERE c.sha256 = i.sha256) LIMIT ?", MOST_TOLD):
        yield Finding("papers", N_("What the printed paper {name} {which} said is not there."), {"name": name, "which": subject})
    for name, subject in tx.all("SELECT name, subject FROM issued_paper AS i LEFT JOIN printed_paper USING (issued_paper_id) GROUP BY "
                                "i.issued_paper_id HAVING count(copy_no) <> coalesce(max(copy_no) + 1, 0) OR count(copy_no) = 0 LIMIT ?",
                                MOST_TOLD):
        yield Finding("papers", N_("The printings of {name} {which} are not counted one by one."), {"name": name, "which": subject})
    for (sha256,) in tx.all("SELECT sha256 FROM content AS c WHERE NOT EXISTS (SELECT 1 FROM attachment AS a WHERE a.sha256 = c.sha256) "
                            "AND NOT EXISTS (SELECT 1 FROM issued_paper AS i WHERE i.sha256 = c.sha256) LIMIT ?", MOST_TOLD):
        yield Finding("papers", N_("A photo or scan belongs to nobody: {what}."), {"what": sha256[:16]})
    for number, bound, held in tx.all(
            "SELECT number, sum(p.share_count), (SELECT coalesce(sum(share_count), 0) FROM share_line AS s WHERE s.member_id = p.member_id) "
            "AS held FROM pledge AS p JOIN member USING (member_id) GROUP BY member_id HAVING sum(p.share_count) NOT BETWEEN 0 AND held "
            "LIMIT ?", MOST_TOLD):
        yield Finding("papers", N_("Member {member} has {count} shares pledged and holds {held}."),
                      {"member": number, "count": bound, "held": held})
    covered: dict[tuple[str, int], str] = {}
    for number, code, numbers in tx.all("SELECT number, class_code, numbers FROM certificate AS c WHERE NOT EXISTS "
                                        "(SELECT 1 FROM certificate_end AS e WHERE e.certificate_id = c.certificate_id) ORDER BY 1"):
        twice = {covered[code, one] for first, last in read_ranges(numbers) for one in range(first, last + 1) if (code, one) in covered}
        covered.update({(code, one): number for first, last in read_ranges(numbers) for one in range(first, last + 1)})
        if twice:
            yield Finding("papers", N_("The certificates {number} and {other} are for the same shares."),
                          {"number": number, "other": sorted(twice)})


def _against_account(tx: Reading, role: AccountRole, kip: str) -> Iterator[Finding]:
    found = dict(tx.all(f"SELECT member_id, sum({kip}) FROM share_line GROUP BY member_id"))
    posted = dict(tx.all("SELECT member_id, sum(amount_kip) FROM posting WHERE account_id = ? AND member_id IS NOT NULL "
                         "GROUP BY member_id", account(tx, role)))
    for member_id in sorted(found.keys() | posted.keys()):
        if found.get(member_id, 0) != posted.get(member_id, 0):
            number = tx.maybe("SELECT number FROM member WHERE member_id = ?", member_id)
            code = tx.maybe("SELECT code FROM account WHERE role = ?", role)
            yield Finding("register", N_("Member {member}: the register says {register_kip}, account {account} says {account_kip}."),
                          {"member": str((number or (member_id,))[0]), "account": str((code or (role,))[0]),
                           "register_kip": found.get(member_id, 0), "account_kip": posted.get(member_id, 0)})


def intake(tx: Reading) -> Iterator[Finding]:
    """Each slip is worth its weights at its prices, and the journal says the same."""
    # Few slips take an advance back: only those, and what moved the account, are looked at.
    some = ("WHERE entry_id IN (SELECT entry_id FROM delivery_line WHERE advance_kip <> 0 UNION SELECT entry_id FROM posting WHERE account_id = ?1) ")
    for column, role, side, which in (("amount_kip", AccountRole.PRODUCE_COST, 1, ""), ("advance_kip", AccountRole.ADVANCES, -1, some)):
        for entry_id, lines, posted in tx.all(
                f"SELECT entry_id, sum({column}), coalesce((SELECT sum(p.amount_kip) FROM posting AS p "
                "WHERE p.entry_id = l.entry_id AND p.account_id = ?1), 0) * ?2 AS posted "
                f"FROM delivery_line AS l {which}GROUP BY entry_id HAVING sum({column}) <> posted LIMIT ?3", account(tx, role), side, MOST_TOLD):
            yield Finding("intake", N_("Slip {slip}: its lines say {lines_kip}, the journal says {posted_kip}."),
                          {"slip": paper_of(tx, entry_id), "lines_kip": lines, "posted_kip": posted})
    # Halves go away from zero, also in the negative lines of a reversal.
    for entry_id, amount in tx.all(
            "SELECT entry_id, amount_kip FROM delivery_line WHERE abs(amount_kip) <> "
            "(2 * abs(net_g) * price_kip + 1000) / 2000 - abs(deduction_kip) LIMIT ?", MOST_TOLD):
        yield Finding("intake", N_("Slip {slip}: {amount_kip} is not its weight at its price."),
                      {"slip": paper_of(tx, entry_id), "amount_kip": amount})
    yield from _lines_against_papers(tx, "intake", "delivery_line", "amount_kip")


def _lines_against_papers(tx: Reading, check: str, table: str, kip: str) -> Iterator[Finding]:
    for number, total, lines in tx.all(
            f"SELECT number, total_kip, sum({kip}) FROM {table} JOIN document USING (document_id) GROUP BY document_id "
            f"HAVING sum({kip}) <> total_kip LIMIT ?", MOST_TOLD):
        yield Finding(check, N_("{number} says {total_kip}, its lines add up to {lines_kip}."),
                      {"number": number, "total_kip": total, "lines_kip": lines})


def receivables(tx: Reading) -> Iterator[Finding]:
    """Customers together owe what the account says; no item is paid beyond its total; lines make their invoice."""
    receivable = account(tx, AccountRole.RECEIVABLE)
    whole, parts = tx.one("SELECT coalesce(sum(amount_kip), 0), coalesce(sum(iif(customer_id IS NOT NULL, amount_kip, 0)), 0) "
                          "FROM posting WHERE account_id = ?", receivable)
    if whole != parts:
        yield Finding("receivables", N_("Customers owe {parts_kip} together, the account says {whole_kip}."),
                      {"parts_kip": parts, "whole_kip": whole})
    for number, total, allocated in tx.all(
            "SELECT d.number, d.total_kip, sum(a.amount_kip) FROM allocation AS a JOIN document AS d ON d.document_id = a.item_id "
            "GROUP BY item_id HAVING sum(a.amount_kip) > max(d.total_kip, 0) OR sum(a.amount_kip) < 0 LIMIT ?", MOST_TOLD):
        yield Finding("receivables", N_("{number}: {allocated_kip} was paid of {total_kip}."),
                      {"number": number, "allocated_kip": allocated, "total_kip": total})
    yield from _lines_against_papers(tx, "receivables", "invoice_line", "net_kip + vat_kip")


def dividends(tx: Reading) -> Iterator[Finding]:
    """Each decision's lines are what it posted, nobody is paid more than their line, each payment is its paper's."""
    for number, paid, net in tx.all(
            "SELECT m.number, sum(p.amount_kip), l.net_kip FROM payout AS p JOIN dividend_line AS l USING (dividend_line_id) "
            "JOIN member AS m USING (member_id) GROUP BY dividend_line_id HAVING sum(p.amount_kip) > l.net_kip OR sum(p.amount_kip) < 0 "
            "LIMIT ?", MOST_TOLD):
        yield Finding("dividends", N_("Member {member} was paid {paid_kip} of {net_kip}."),
                      {"member": number, "paid_kip": paid, "net_kip": net})
    for year, lines, posted in tx.all(
            "SELECT year, coalesce((SELECT sum(net_kip) FROM dividend_line AS l WHERE l.appropriation_id = a.appropriation_id), 0), "
            "coalesce((SELECT -sum(amount_kip) FROM posting AS p WHERE p.entry_id = a.entry_id AND account_id IN (?, ?)), 0) "
            "FROM appropriation AS a", account(tx, AccountRole.DIVIDENDS_PAYABLE), account(tx, AccountRole.PATRONAGE_PAYABLE)):
        if lines != posted:
            yield Finding("dividends", N_("{year}: the members' lines add up to {lines_kip}, the entry says {posted_kip}."),
                          {"year": str(year), "lines_kip": lines, "posted_kip": posted})
    yield from _lines_against_papers(tx, "dividends", "payout", "amount_kip")


def approvals(tx: Reading) -> Iterator[Finding]:
    """What was approved is what stands in the book, and two different people stand behind an approval."""
    from coopbooks.books import approvals as kept  # the stores stand beside this audit, not below it
    from coopbooks.books import dividends as decisions
    from coopbooks.books import yearend

    for year in decisions.closed_years(tx):
        decision = decisions.appropriation_of(tx, year)
        approval = kept.standing(tx, "appropriation", str(year))
        if decision is not None and approval is not None and approval.made_print != yearend.print_of_kept(
                tx, decision.appropriation_id, year, decision.policy, decision.result):
            yield Finding("approvals", N_("{year}: what stands in the book is not what was approved by {name}."),
                          {"year": str(year), "name": approval.approved_by or approval.basis})
    people = len({name for (name,) in tx.all("SELECT name FROM user")})
    for subject, name in tx.all("SELECT subject, approved_by FROM approval WHERE made_print <> '' AND approved_by <> '' AND "
                                "made_by = approved_by LIMIT ?", MOST_TOLD):
        if people > 1:
            yield Finding("approvals", N_("{name} made and approved {subject} alone."), {"name": name, "subject": subject})


def revolving(tx: Reading) -> Iterator[Finding]:
    """Each entry's lines of revolving capital are what it posts, and nobody's year is below nothing."""
    code = account(tx, AccountRole.REVOLVING_CAPITAL)
    for entry_id, lines, posted in tx.all(
            "SELECT entry_id, sum(amount_kip), coalesce((SELECT -sum(amount_kip) FROM posting AS p WHERE p.entry_id = r.entry_id AND "
            "account_id = ? AND p.member_id = r.member_id), 0) AS posted FROM revolving_line AS r GROUP BY entry_id, member_id "
            "HAVING sum(amount_kip) <> posted LIMIT ?", code, MOST_TOLD):
        yield Finding("revolving", N_("Entry {entry}: the lines say {lines_kip}, the account {posted_kip}."),
                      {"entry": paper_of(tx, entry_id), "lines_kip": lines, "posted_kip": posted})
    for number, year, kip in tx.all("SELECT number, year, sum(amount_kip) FROM revolving_line JOIN member USING (member_id) "
                                    "GROUP BY member_id, year HAVING sum(amount_kip) < 0 LIMIT ?", MOST_TOLD):
        yield Finding("revolving", N_("Member {member} was paid back more than was kept of {year}: {left_kip}."),
                      {"member": number, "year": str(year), "left_kip": kip})


def set_offs(tx: Reading) -> Iterator[Finding]:
    """Each set-off is its paper's amount on both sides, and pays on the customers' items what it takes off their debt."""
    for number, total, owed, allocated, credited in tx.all(
            "SELECT number, total_kip, (SELECT sum(max(amount_kip, 0)) FROM posting AS p WHERE p.entry_id = d.entry_id), "
            "(SELECT coalesce(sum(amount_kip), 0) FROM allocation AS a WHERE a.entry_id = d.entry_id), "
            "(SELECT coalesce(-sum(amount_kip), 0) FROM posting AS p WHERE p.entry_id = d.entry_id AND account_id = ?) "
            "FROM document AS d WHERE kind = 'set-off'", account(tx, AccountRole.RECEIVABLE)):
        if total != owed:
            yield Finding("set-off", N_("{number} says {total_kip}, its lines add up to {lines_kip}."),
                          {"number": number, "total_kip": total, "lines_kip": owed})
        if allocated != credited:
            yield Finding("set-off", N_("{number} pays {allocated_kip} on invoices, the account says {account_kip}."),
                          {"number": number, "allocated_kip": allocated, "account_kip": credited})
