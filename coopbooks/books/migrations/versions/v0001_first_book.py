"""The tables of the first released book, as text: what later revisions start from. Final; never edited after the release.

The triggers are not here: every update ends with putting today's in place.
"""

from alembic import op

revision, down_revision = "0001", None

TABLES = (
    """CREATE TABLE event (event_id INTEGER NOT NULL, recorded_at TEXT NOT NULL, user_name TEXT NOT NULL, kind TEXT NOT
    NULL, subject_id INTEGER NOT NULL, body TEXT NOT NULL, hash BLOB NOT NULL, CONSTRAINT event_key PRIMARY KEY
    (event_id), CONSTRAINT event_kind_is_short CHECK (length(kind) <= 40), CONSTRAINT event_body_is_short CHECK
    (length(body) <= 100000), CONSTRAINT event_hash_is_sha256 CHECK (length(hash) = 32)) STRICT""",
    """CREATE TABLE balance_month (member_id INTEGER NOT NULL, month TEXT NOT NULL, account_id INTEGER NOT NULL,
    debit_kip INTEGER NOT NULL, credit_kip INTEGER NOT NULL, CONSTRAINT balance_month_key PRIMARY KEY (member_id,
    month, account_id)) WITHOUT ROWID, STRICT""",
    """CREATE TABLE balance_opening (year INTEGER NOT NULL, member_id INTEGER NOT NULL, account_id INTEGER NOT NULL,
    opening_kip INTEGER NOT NULL, CONSTRAINT balance_opening_key PRIMARY KEY (year, member_id, account_id)) WITHOUT
    ROWID, STRICT""",
    """CREATE TABLE book_year (year INTEGER NOT NULL, CONSTRAINT book_year_key PRIMARY KEY (year)) STRICT""",
    """CREATE TABLE request (request_key TEXT NOT NULL, event_id INTEGER NOT NULL, answer TEXT NOT NULL, CONSTRAINT
    request_key PRIMARY KEY (request_key), CONSTRAINT request_request_key_is_short CHECK (length(request_key) <=
    200), CONSTRAINT request_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY
    DEFERRED) STRICT""",
    """CREATE TABLE setting (setting_id INTEGER NOT NULL, "key" TEXT NOT NULL, since TEXT NOT NULL, value TEXT NOT
    NULL, basis TEXT NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT setting_key PRIMARY KEY (setting_id),
    CONSTRAINT setting_has_one_key_since_event_id UNIQUE ("key", since, event_id), CONSTRAINT setting_since_is_a_day
    CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT setting_value_is_short CHECK
    (length(value) <= 20000), CONSTRAINT setting_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id)
    DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE user (user_id INTEGER NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, event_id INTEGER NOT NULL,
    CONSTRAINT user_key PRIMARY KEY (user_id), CONSTRAINT user_role_is_known CHECK (role IN ('setup', 'cashier',
    'treasurer', 'chair', 'auditor')), CONSTRAINT user_has_one_name UNIQUE (name), CONSTRAINT user_event_id_exists
    FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE account (account_id INTEGER NOT NULL, code TEXT NOT NULL, role TEXT, kind TEXT NOT NULL, name_lo
    TEXT NOT NULL, name_en TEXT NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT account_key PRIMARY KEY
    (account_id), CONSTRAINT account_kind_is_known CHECK (kind IN ('asset', 'liability', 'equity', 'income',
    'expense')), CONSTRAINT account_code_is_digits CHECK (code GLOB '[0-9]*' AND length(code) <= 12), CONSTRAINT
    account_has_one_code UNIQUE (code), CONSTRAINT account_has_one_role UNIQUE (role), CONSTRAINT
    account_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE member (member_id INTEGER NOT NULL, number TEXT NOT NULL, number_key TEXT NOT NULL, title TEXT NOT
    NULL, given_name TEXT NOT NULL, family_name TEXT NOT NULL, latin_name TEXT NOT NULL, sex TEXT NOT NULL,
    birth_date TEXT, id_kind TEXT NOT NULL, id_number TEXT NOT NULL, village TEXT NOT NULL, district TEXT NOT NULL,
    province TEXT NOT NULL, phone TEXT NOT NULL, group_name TEXT NOT NULL, joined_on TEXT NOT NULL, left_on TEXT,
    left_reason TEXT NOT NULL, payment_mode TEXT NOT NULL, note TEXT NOT NULL, name_key BLOB NOT NULL, search_key
    TEXT NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT member_key PRIMARY KEY (member_id), CONSTRAINT
    member_sex_is_known CHECK (sex IN ('F', 'M', '')), CONSTRAINT member_payment_mode_is_known CHECK (payment_mode
    IN ('cash', 'bank', 'wallet', 'reinvest')), CONSTRAINT member_left_reason_is_known CHECK (left_reason IN ('',
    'resigned', 'expelled', 'died', 'transferred')), CONSTRAINT member_joined_on_is_a_day CHECK (joined_on GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT member_left_on_is_a_day CHECK (left_on GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT member_birth_date_is_a_day CHECK (birth_date GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT member_number_is_short CHECK (length(number) <= 500),
    CONSTRAINT member_title_is_short CHECK (length(title) <= 500), CONSTRAINT member_given_name_is_short CHECK
    (length(given_name) <= 500), CONSTRAINT member_family_name_is_short CHECK (length(family_name) <= 500),
    CONSTRAINT member_latin_name_is_short CHECK (length(latin_name) <= 500), CONSTRAINT member_id_kind_is_short
    CHECK (length(id_kind) <= 500), CONSTRAINT member_id_number_is_short CHECK (length(id_number) <= 500),
    CONSTRAINT member_village_is_short CHECK (length(village) <= 500), CONSTRAINT member_district_is_short CHECK
    (length(district) <= 500), CONSTRAINT member_province_is_short CHECK (length(province) <= 500), CONSTRAINT
    member_phone_is_short CHECK (length(phone) <= 500), CONSTRAINT member_group_name_is_short CHECK
    (length(group_name) <= 500), CONSTRAINT member_note_is_short CHECK (length(note) <= 500), CONSTRAINT
    member_has_one_number UNIQUE (number), CONSTRAINT member_event_id_exists FOREIGN KEY(event_id) REFERENCES event
    (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE share_terms (terms_id INTEGER NOT NULL, since TEXT NOT NULL, par_value_kip INTEGER NOT NULL,
    least_count INTEGER NOT NULL, most_percent TEXT NOT NULL, basis TEXT NOT NULL, event_id INTEGER NOT NULL,
    CONSTRAINT share_terms_key PRIMARY KEY (terms_id), CONSTRAINT share_terms_since_is_a_day CHECK (since GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT share_terms_par_value_kip_fits CHECK (par_value_kip
    BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT share_has_a_value CHECK (par_value_kip > 0),
    CONSTRAINT share_terms_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY
    DEFERRED) STRICT""",
    """CREATE TABLE product (product_id INTEGER NOT NULL, code TEXT NOT NULL, name_lo TEXT NOT NULL, name_en TEXT NOT
    NULL, unit TEXT NOT NULL, grades TEXT NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT product_key PRIMARY KEY
    (product_id), CONSTRAINT product_code_is_short CHECK (length(code) <= 500), CONSTRAINT product_name_lo_is_short
    CHECK (length(name_lo) <= 500), CONSTRAINT product_name_en_is_short CHECK (length(name_en) <= 500), CONSTRAINT
    product_unit_is_short CHECK (length(unit) <= 500), CONSTRAINT product_grades_is_short CHECK (length(grades) <=
    500), CONSTRAINT product_has_one_code UNIQUE (code), CONSTRAINT product_event_id_exists FOREIGN KEY(event_id)
    REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE entry (entry_id INTEGER NOT NULL, event_id INTEGER NOT NULL, entry_date TEXT NOT NULL, action TEXT
    NOT NULL, note TEXT NOT NULL, reverses INTEGER, CONSTRAINT entry_key PRIMARY KEY (entry_id), CONSTRAINT
    entry_entry_date_is_a_day CHECK (entry_date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT
    entry_action_is_short CHECK (length(action) <= 40), CONSTRAINT entry_note_is_short CHECK (length(note) <= 500),
    CONSTRAINT entry_has_one_event_id UNIQUE (event_id), CONSTRAINT entry_event_id_exists FOREIGN KEY(event_id)
    REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT entry_has_one_reverses UNIQUE (reverses),
    CONSTRAINT entry_reverses_exists FOREIGN KEY(reverses) REFERENCES entry (entry_id)) STRICT""",
    """CREATE TABLE price (price_id INTEGER NOT NULL, product_id INTEGER NOT NULL, grade TEXT NOT NULL, since TEXT NOT
    NULL, price_kip INTEGER NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT price_key PRIMARY KEY (price_id),
    CONSTRAINT price_since_is_a_day CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT
    price_is_positive CHECK (price_kip > 0), CONSTRAINT price_product_id_exists FOREIGN KEY(product_id) REFERENCES
    product (product_id), CONSTRAINT price_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id)
    DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE customer (customer_id INTEGER NOT NULL, number TEXT NOT NULL, name TEXT NOT NULL, phone TEXT NOT
    NULL, terms_days INTEGER, limit_kip INTEGER, member_id INTEGER, name_key BLOB NOT NULL, search_key TEXT NOT
    NULL, event_id INTEGER NOT NULL, CONSTRAINT customer_key PRIMARY KEY (customer_id), CONSTRAINT
    customer_number_is_short CHECK (length(number) <= 500), CONSTRAINT customer_name_is_short CHECK (length(name) <=
    500), CONSTRAINT customer_phone_is_short CHECK (length(phone) <= 500), CONSTRAINT customer_has_one_number UNIQUE
    (number), CONSTRAINT customer_member_id_exists FOREIGN KEY(member_id) REFERENCES member (member_id), CONSTRAINT
    customer_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE closing (closing_id INTEGER NOT NULL, year INTEGER NOT NULL, first_day TEXT NOT NULL, last_day TEXT
    NOT NULL, surplus_kip INTEGER NOT NULL, losses_kip INTEGER NOT NULL, entry_id INTEGER, event_id INTEGER NOT
    NULL, CONSTRAINT closing_key PRIMARY KEY (closing_id), CONSTRAINT closing_first_day_is_a_day CHECK (first_day
    GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT closing_last_day_is_a_day CHECK (last_day GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT closing_has_days CHECK (first_day < last_day),
    CONSTRAINT closing_has_one_year UNIQUE (year), CONSTRAINT closing_entry_id_exists FOREIGN KEY(entry_id)
    REFERENCES entry (entry_id), CONSTRAINT closing_event_id_exists FOREIGN KEY(event_id) REFERENCES event
    (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE appropriation (appropriation_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, year INTEGER NOT NULL,
    resolution TEXT NOT NULL, decided_on TEXT NOT NULL, policy TEXT NOT NULL, result TEXT NOT NULL, CONSTRAINT
    appropriation_key PRIMARY KEY (appropriation_id), CONSTRAINT appropriation_decided_on_is_a_day CHECK (decided_on
    GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT appropriation_resolution_is_short CHECK
    (length(resolution) <= 500), CONSTRAINT appropriation_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry
    (entry_id)) STRICT""",
    """CREATE TABLE posting (posting_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, entry_date TEXT NOT NULL,
    account_id INTEGER NOT NULL, amount_kip INTEGER NOT NULL, member_id INTEGER, customer_id INTEGER, note TEXT NOT
    NULL, CONSTRAINT posting_key PRIMARY KEY (posting_id), CONSTRAINT posting_moves_money CHECK (amount_kip <> 0),
    CONSTRAINT posting_amount_kip_fits CHECK (amount_kip BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT
    posting_note_is_short CHECK (length(note) <= 500), CONSTRAINT posting_entry_id_exists FOREIGN KEY(entry_id)
    REFERENCES entry (entry_id), CONSTRAINT posting_account_id_exists FOREIGN KEY(account_id) REFERENCES account
    (account_id), CONSTRAINT posting_member_id_exists FOREIGN KEY(member_id) REFERENCES member (member_id),
    CONSTRAINT posting_customer_id_exists FOREIGN KEY(customer_id) REFERENCES customer (customer_id)) STRICT""",
    """CREATE TABLE document (document_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, kind TEXT NOT NULL, series_year
    INTEGER NOT NULL, number TEXT NOT NULL, serial INTEGER, doc_date TEXT NOT NULL, member_id INTEGER, customer_id
    INTEGER, payee TEXT NOT NULL, box TEXT NOT NULL, total_kip INTEGER NOT NULL, due_on TEXT, detail TEXT NOT NULL,
    note TEXT NOT NULL, refers INTEGER, likeness TEXT NOT NULL, CONSTRAINT document_key PRIMARY KEY (document_id),
    CONSTRAINT document_has_one_kind_series_year_number UNIQUE (kind, series_year, number), CONSTRAINT
    document_kind_is_known CHECK (kind IN ('share', 'delivery', 'payment', 'advance', 'invoice', 'receipt',
    'expense', 'transfer', 'journal', 'opening', 'opening-item', 'closing', 'appropriation', 'payout', 'reversal',
    'entry-fee')), CONSTRAINT document_doc_date_is_a_day CHECK (doc_date GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT document_due_on_is_a_day CHECK (due_on GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT document_total_kip_fits CHECK (total_kip BETWEEN
    -999999999999999 AND 999999999999999), CONSTRAINT document_number_is_short CHECK (length(number) <= 500),
    CONSTRAINT document_payee_is_short CHECK (length(payee) <= 500), CONSTRAINT document_note_is_short CHECK
    (length(note) <= 500), CONSTRAINT document_likeness_is_short CHECK (length(likeness) <= 500), CONSTRAINT
    document_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry (entry_id), CONSTRAINT document_member_id_exists
    FOREIGN KEY(member_id) REFERENCES member (member_id), CONSTRAINT document_customer_id_exists FOREIGN
    KEY(customer_id) REFERENCES customer (customer_id), CONSTRAINT document_refers_exists FOREIGN KEY(refers)
    REFERENCES document (document_id)) STRICT""",
    """CREATE TABLE dividend_line (dividend_line_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, appropriation_id
    INTEGER NOT NULL, member_id INTEGER NOT NULL, weighted_capital TEXT NOT NULL, share_dividend_kip INTEGER NOT
    NULL, share_tax_kip INTEGER NOT NULL, patronage_basis TEXT NOT NULL, patronage_kip INTEGER NOT NULL,
    patronage_tax_kip INTEGER NOT NULL, net_kip INTEGER NOT NULL, payable_now_kip INTEGER NOT NULL, carried_kip
    INTEGER NOT NULL, CONSTRAINT dividend_line_key PRIMARY KEY (dividend_line_id), CONSTRAINT
    dividend_line_has_one_appropriation_id_member_id UNIQUE (appropriation_id, member_id), CONSTRAINT
    dividend_line_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry (entry_id), CONSTRAINT
    dividend_line_appropriation_id_exists FOREIGN KEY(appropriation_id) REFERENCES appropriation (appropriation_id),
    CONSTRAINT dividend_line_member_id_exists FOREIGN KEY(member_id) REFERENCES member (member_id)) STRICT""",
    """CREATE TABLE share_line (share_line_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER NOT
    NULL, member_id INTEGER NOT NULL, effective_on TEXT NOT NULL, kind TEXT NOT NULL, share_count INTEGER NOT NULL,
    capital_kip INTEGER NOT NULL, paid_kip INTEGER NOT NULL, other_member_id INTEGER, CONSTRAINT share_line_key
    PRIMARY KEY (share_line_id), CONSTRAINT share_line_kind_is_known CHECK (kind IN ('opening', 'subscribe', 'pay',
    'transfer', 'redeem', 'bonus', 'reversal')), CONSTRAINT share_line_effective_on_is_a_day CHECK (effective_on
    GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT share_line_capital_kip_fits CHECK (capital_kip
    BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT share_line_paid_kip_fits CHECK (paid_kip BETWEEN
    -999999999999999 AND 999999999999999), CONSTRAINT share_line_entry_id_exists FOREIGN KEY(entry_id) REFERENCES
    entry (entry_id), CONSTRAINT share_line_document_id_exists FOREIGN KEY(document_id) REFERENCES document
    (document_id), CONSTRAINT share_line_member_id_exists FOREIGN KEY(member_id) REFERENCES member (member_id),
    CONSTRAINT share_line_other_member_id_exists FOREIGN KEY(other_member_id) REFERENCES member (member_id)) STRICT""",
    """CREATE TABLE delivery_line (delivery_line_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER
    NOT NULL, member_id INTEGER NOT NULL, doc_date TEXT NOT NULL, product_id INTEGER NOT NULL, grade TEXT NOT NULL,
    gross_g INTEGER NOT NULL, tare_g INTEGER NOT NULL, net_g INTEGER NOT NULL, price_kip INTEGER NOT NULL,
    deduction_kip INTEGER NOT NULL, amount_kip INTEGER NOT NULL, advance_kip INTEGER NOT NULL, CONSTRAINT
    delivery_line_key PRIMARY KEY (delivery_line_id), CONSTRAINT delivery_net_is_gross_less_tare CHECK (net_g =
    gross_g - tare_g AND net_g <> 0), CONSTRAINT delivery_line_doc_date_is_a_day CHECK (doc_date GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT delivery_line_amount_kip_fits CHECK (amount_kip
    BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT delivery_line_entry_id_exists FOREIGN KEY(entry_id)
    REFERENCES entry (entry_id), CONSTRAINT delivery_line_document_id_exists FOREIGN KEY(document_id) REFERENCES
    document (document_id), CONSTRAINT delivery_line_member_id_exists FOREIGN KEY(member_id) REFERENCES member
    (member_id), CONSTRAINT delivery_line_product_id_exists FOREIGN KEY(product_id) REFERENCES product (product_id))
    STRICT""",
    """CREATE TABLE invoice_line (invoice_line_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER NOT
    NULL, customer_id INTEGER NOT NULL, doc_date TEXT NOT NULL, product_id INTEGER, description TEXT NOT NULL, grade
    TEXT NOT NULL, quantity_milli INTEGER NOT NULL, unit TEXT NOT NULL, price_kip INTEGER NOT NULL, vat_percent TEXT
    NOT NULL, net_kip INTEGER NOT NULL, vat_kip INTEGER NOT NULL, CONSTRAINT invoice_line_key PRIMARY KEY
    (invoice_line_id), CONSTRAINT invoice_line_doc_date_is_a_day CHECK (doc_date GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT invoice_line_net_kip_fits CHECK (net_kip BETWEEN
    -999999999999999 AND 999999999999999), CONSTRAINT invoice_line_description_is_short CHECK (length(description)
    <= 500), CONSTRAINT invoice_line_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry (entry_id), CONSTRAINT
    invoice_line_document_id_exists FOREIGN KEY(document_id) REFERENCES document (document_id), CONSTRAINT
    invoice_line_customer_id_exists FOREIGN KEY(customer_id) REFERENCES customer (customer_id), CONSTRAINT
    invoice_line_product_id_exists FOREIGN KEY(product_id) REFERENCES product (product_id)) STRICT""",
    """CREATE TABLE allocation (allocation_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER NOT
    NULL, item_id INTEGER NOT NULL, allocated_on TEXT NOT NULL, amount_kip INTEGER NOT NULL, CONSTRAINT
    allocation_key PRIMARY KEY (allocation_id), CONSTRAINT allocation_amount_kip_fits CHECK (amount_kip BETWEEN
    -999999999999999 AND 999999999999999), CONSTRAINT allocation_entry_id_exists FOREIGN KEY(entry_id) REFERENCES
    entry (entry_id), CONSTRAINT allocation_document_id_exists FOREIGN KEY(document_id) REFERENCES document
    (document_id), CONSTRAINT allocation_item_id_exists FOREIGN KEY(item_id) REFERENCES document (document_id))
    STRICT""",
    """CREATE TABLE payout (payout_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER NOT NULL,
    dividend_line_id INTEGER NOT NULL, amount_kip INTEGER NOT NULL, CONSTRAINT payout_key PRIMARY KEY (payout_id),
    CONSTRAINT payout_amount_kip_fits CHECK (amount_kip BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT
    payout_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry (entry_id), CONSTRAINT payout_document_id_exists
    FOREIGN KEY(document_id) REFERENCES document (document_id), CONSTRAINT payout_dividend_line_id_exists FOREIGN
    KEY(dividend_line_id) REFERENCES dividend_line (dividend_line_id)) STRICT""",
    """CREATE TABLE weighing (weighing_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, delivery_line_id INTEGER NOT
    NULL, gross_g INTEGER NOT NULL, CONSTRAINT weighing_key PRIMARY KEY (weighing_id), CONSTRAINT
    weighing_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry (entry_id), CONSTRAINT
    weighing_delivery_line_id_exists FOREIGN KEY(delivery_line_id) REFERENCES delivery_line (delivery_line_id))
    STRICT""",
    """CREATE INDEX allocation_by_entry ON allocation (entry_id)""",
    """CREATE INDEX allocation_by_item ON allocation (item_id)""",
    """CREATE INDEX allocation_by_receipt ON allocation (document_id)""",
    """CREATE INDEX appropriation_by_entry ON appropriation (entry_id)""",
    """CREATE INDEX delivery_line_by_day ON delivery_line (doc_date)""",
    """CREATE INDEX delivery_line_by_document ON delivery_line (document_id)""",
    """CREATE INDEX delivery_line_by_entry ON delivery_line (entry_id)""",
    """CREATE INDEX delivery_line_by_member ON delivery_line (member_id, doc_date)""",
    """CREATE INDEX dividend_line_by_entry ON dividend_line (entry_id)""",
    """CREATE INDEX dividend_line_by_member ON dividend_line (member_id)""",
    """CREATE INDEX document_by_customer ON document (customer_id, kind, doc_date)""",
    """CREATE INDEX document_by_entry ON document (entry_id)""",
    """CREATE INDEX document_by_member ON document (member_id, doc_date)""",
    """CREATE INDEX document_by_serial ON document (kind, series_year, serial)""",
    """CREATE INDEX entry_by_day ON entry (entry_date, entry_id)""",
    """CREATE INDEX invoice_line_by_customer ON invoice_line (customer_id, doc_date)""",
    """CREATE INDEX invoice_line_by_document ON invoice_line (document_id)""",
    """CREATE INDEX invoice_line_by_entry ON invoice_line (entry_id)""",
    """CREATE INDEX member_by_name ON member (name_key)""",
    """CREATE INDEX payout_by_entry ON payout (entry_id)""",
    """CREATE INDEX payout_by_line ON payout (dividend_line_id)""",
    """CREATE INDEX posting_by_account ON posting (account_id, entry_date, posting_id, amount_kip)""",
    """CREATE INDEX posting_by_customer ON posting (customer_id, entry_date, posting_id)""",
    """CREATE INDEX posting_by_entry ON posting (entry_id)""",
    """CREATE INDEX posting_by_member ON posting (member_id, account_id, entry_date, posting_id, amount_kip)""",
    """CREATE INDEX share_line_by_entry ON share_line (entry_id)""",
    """CREATE INDEX share_line_by_member ON share_line (member_id, effective_on)""",
    """CREATE INDEX weighing_by_entry ON weighing (entry_id)""",
    """CREATE INDEX weighing_by_line ON weighing (delivery_line_id)""",
)


def upgrade() -> None:
    """Make every table and index in an empty file."""
    for statement in TABLES:
        op.execute(statement)
