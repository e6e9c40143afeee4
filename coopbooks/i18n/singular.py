"""One of a thing: English changes the sentence, Lao does not. What is counted in a sentence of the program stands here once more for one.

A sentence that counts holds its number in the hole `count` or `days`. Where that number is 1 and the sentence stands below, the one beside
it is said instead, in whichever language is spoken. A sentence that reads well with any number ("Lines: 1") needs no place here.
"""

from collections.abc import Mapping

from coopbooks.i18n.markers import N_

SINGULAR: Mapping[str, str] = {
    "Nothing stands in the way. {count} things are worth a look.": N_("Nothing stands in the way. {count} thing is worth a look."),
    "The last copy is {count} days old.": N_("The last copy is {count} day old."),
    "The last copy is {count} days old. The close makes a new one.": N_("The last copy is {count} day old. The close makes a new one."),
    "The program checked the whole book and found {count} faults.": N_("The program checked the whole book and found {count} fault."),
    "The statement of {on} shows {count} lines that are matched twice.": N_("The statement of {on} shows {count} line that is matched twice."),
    "Only of {count} members.": N_("Only of {count} member."),
    "We owe {count} members {waiting_kip} ₭ for produce.": N_("We owe {count} member {waiting_kip} ₭ for produce."),
    "You hold {count} shares. You have paid {paid_kip} kip for them.": N_("You hold {count} share. You have paid {paid_kip} kip for it."),
    "{code} has {count} lines. Its kind stays.": N_("{code} has {count} line. Its kind stays."),
    "{count} bills are to be paid now: {due_kip} ₭.": N_("{count} bill is to be paid now: {due_kip} ₭."),
    "{count} bills of {open_kip} kip are not paid.": N_("{count} bill of {open_kip} kip is not paid."),
    "{count} cash boxes were not counted for a month.": N_("{count} cash box was not counted for a month."),
    "{count} certificates are saved.": N_("{count} certificate is saved."),
    "{count} customers": N_("{count} customer"),
    "{count} customers are late with {late_kip} kip. Look at each of them.": N_("{count} customer is late with {late_kip} kip. Look at it."),
    "{count} customers are late with {late_kip} ₭.": N_("{count} customer is late with {late_kip} ₭."),
    "{count} deliveries have no price.": N_("{count} delivery has no price."),
    "{count} drafts are not finished.": N_("{count} draft is not finished."),
    "{count} drafts are older than three days.": N_("{count} draft is older than three days."),
    "{count} holders": N_("{count} holder"),
    "{count} lines": N_("{count} line"),
    "{count} lines add up to this number.": N_("{count} line makes this number."),
    "{count} lines of account {account} name nobody.": N_("{count} line of account {account} names nobody."),
    "{count} lines of the bank are not matched.": N_("{count} line of the bank is not matched."),
    "{count} members": N_("{count} member"),
    "{count} members are paid {paid_kip} kip. Nobody is paid twice.": N_("{count} member is paid {paid_kip} kip. Nobody is paid twice."),
    "{count} members have not fetched {waiting_kip} ₭ of dividends.": N_("{count} member has not fetched {waiting_kip} ₭ of dividends."),
    "{count} members have shares without a certificate. Each gets one today.":
        N_("{count} member has shares without a certificate and gets one today."),
    "{count} members have {waiting_kip} ₭ unpaid on shares.": N_("{count} member has {waiting_kip} ₭ unpaid on shares."),
    "{count} members together {total_kip} kip: to the kip what was approved.": N_("{count} member, {total_kip} kip: to the kip what was approved."),
    "{count} members were paid in {number}. Reverse their papers first, or end the run.":
        N_("{count} member was paid in {number}. Reverse that paper first, or end the run."),
    "{count} members were paid {paid_kip} kip.": N_("{count} member was paid {paid_kip} kip."),
    "{count} members · {women} women": N_("{count} member · {women} women"),
    "{count} monthly totals are not what the lines add up to.": N_("{count} monthly total is not what the lines add up to."),
    "{count} more lines": N_("{count} more line"),
    "{count} names": N_("{count} name"),
    "{count} open advances, {open_kip} ₭ together": N_("{count} open advance, {open_kip} ₭"),
    "{count} opening balances are not what the months before add up to.": N_("{count} opening balance is not what the months before add up to."),
    "{count} papers": N_("{count} paper"),
    "{count} payments that come again are due.": N_("{count} payment that comes again is due."),
    "{count} receipts are saved: {first} to {last}.": N_("{count} receipt is saved: {first}."),
    "{count} saves are no longer remembered.": N_("{count} save is no longer remembered."),
    "{count} shares": N_("{count} share"),
    "{count} shares are pledged and stay until they are free.": N_("{count} share is pledged and stays until it is free."),
    "{count} sheets to print": N_("{count} sheet to print"),
    "{count} statements are printed.": N_("{count} statement is printed."),
    "{count} statements are ready.": N_("{count} statement is ready."),
    "{count} statements are saved.": N_("{count} statement is saved."),
    "{count} things must be mended before the close.": N_("{count} thing must be mended before the close."),
    "{days} days": N_("{days} day"),
    "{days} days late": N_("{days} day late"),
    "{name} gives {count} shares to {other}.": N_("{name} gives {count} share to {other}."),
    "{name} receives {count} shares from {other}.": N_("{name} receives {count} share from {other}."),
}
_COUNTED = ("count", "days")


def of_one(message: str, facts: Mapping[str, object]) -> str:
    """The sentence for one of what it counts where there is one, else the sentence itself."""
    one = SINGULAR.get(message)
    return one if one is not None and any(facts.get(name) in (1, "1") for name in _COUNTED) else message
