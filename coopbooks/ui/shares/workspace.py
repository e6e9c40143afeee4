"""The workspace of shares: the register, what moved it, the certificates, and the terms."""

from coopbooks.i18n.markers import N_
from coopbooks.ui.shares.certificates import CertificatesPage
from coopbooks.ui.shares.movements import MovementsPage
from coopbooks.ui.shares.register import RegisterPage
from coopbooks.ui.shares.terms import TermsPage
from coopbooks.ui.shell.tabs import TabbedPage


class SharesWorkspace(TabbedPage):
    """Behind tabs: register, movements, certificates, terms."""

    title = N_("Shares")
    tabs = (("register", N_("Register"), RegisterPage), ("movements", N_("Movements"), MovementsPage),
            ("certificates", N_("Certificates"), CertificatesPage), ("terms", N_("Terms"), TermsPage))
