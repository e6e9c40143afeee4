"""Produce, sales, money, the ledger and the meeting in full: the tables that later deeds of a year need.

A table that changed is made anew, because SQLite changes no column in place. Every row keeps its number and its values, so every
seal of the chain stays as it was. Final once released.
"""

from alembic import op

revision, down_revision = "0003", "0002"

REBUILT: dict[str, str] = {
    "attachment": "*",
    "closing": "*",
    "customer": ("customer_id, number, name, phone, terms_days, limit_kip, member_id, name_key, search_key, '', '', '', '', event_id"),
    "document": "*",
    "user": "*",
}
"""Tables that are made anew, and what their rows become."""

TABLES: tuple[str, ...] = (
    """CREATE TABLE draft (draft_key TEXT NOT NULL, kind TEXT NOT NULL, content TEXT NOT NULL, user_name TEXT NOT NULL,
    changed_at TEXT NOT NULL, CONSTRAINT draft_key PRIMARY KEY (draft_key), CONSTRAINT draft_draft_key_is_short
    CHECK (length(draft_key) <= 64), CONSTRAINT draft_kind_is_short CHECK (length(kind) <= 64), CONSTRAINT
    draft_user_name_is_short CHECK (length(user_name) <= 500), CONSTRAINT draft_content_is_short CHECK
    (length(content) <= 100000), CONSTRAINT draft_changed_at_is_short CHECK (length(changed_at) <= 40)) STRICT""",
    """CREATE TABLE approval (approval_id INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, made_print TEXT
    NOT NULL, made_by TEXT NOT NULL, approved_by TEXT NOT NULL, approved_on TEXT NOT NULL, basis TEXT NOT NULL,
    event_id INTEGER NOT NULL, CONSTRAINT approval_key PRIMARY KEY (approval_id), CONSTRAINT
    approval_approved_on_is_a_day CHECK (approved_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT
    approval_kind_is_short CHECK (length(kind) <= 200), CONSTRAINT approval_subject_is_short CHECK (length(subject)
    <= 200), CONSTRAINT approval_made_by_is_short CHECK (length(made_by) <= 200), CONSTRAINT
    approval_approved_by_is_short CHECK (length(approved_by) <= 200), CONSTRAINT approval_basis_is_short CHECK
    (length(basis) <= 200), CONSTRAINT approval_print_is_sha256 CHECK (length(made_print) IN (0, 64)), CONSTRAINT
    approval_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE import_file (import_file_id INTEGER NOT NULL, kind TEXT NOT NULL, file TEXT NOT NULL, added_count
    INTEGER NOT NULL, first_entry_id INTEGER NOT NULL, last_entry_id INTEGER NOT NULL, first_subject_id INTEGER NOT
    NULL, last_subject_id INTEGER NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT import_file_key PRIMARY KEY
    (import_file_id), CONSTRAINT import_file_kind_is_short CHECK (length(kind) <= 40), CONSTRAINT
    import_file_file_is_short CHECK (length(file) <= 500), CONSTRAINT import_file_event_id_exists FOREIGN
    KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE month_state (month_state_id INTEGER NOT NULL, month TEXT NOT NULL, state TEXT NOT NULL, reason TEXT
    NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT month_state_key PRIMARY KEY (month_state_id), CONSTRAINT
    month_state_state_is_known CHECK (state IN ('open', 'counted', 'locked')), CONSTRAINT
    month_state_reason_is_short CHECK (length(reason) <= 500), CONSTRAINT month_state_month_is_a_month CHECK (month
    GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'), CONSTRAINT month_state_event_id_exists FOREIGN KEY(event_id) REFERENCES
    event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE supplier (supplier_id INTEGER NOT NULL, number TEXT NOT NULL, name TEXT NOT NULL, phone TEXT NOT
    NULL, bank_account TEXT NOT NULL, terms_days INTEGER, note TEXT NOT NULL, is_used INTEGER NOT NULL, name_key
    BLOB NOT NULL, search_key TEXT NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT supplier_key PRIMARY KEY
    (supplier_id), CONSTRAINT supplier_number_is_short CHECK (length(number) <= 500), CONSTRAINT
    supplier_name_is_short CHECK (length(name) <= 500), CONSTRAINT supplier_phone_is_short CHECK (length(phone) <=
    500), CONSTRAINT supplier_bank_account_is_short CHECK (length(bank_account) <= 500), CONSTRAINT
    supplier_note_is_short CHECK (length(note) <= 500), CONSTRAINT supplier_is_used_or_not CHECK (is_used IN (0,
    1)), CONSTRAINT supplier_has_one_number UNIQUE (number), CONSTRAINT supplier_event_id_exists FOREIGN
    KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE repeating (repeating_id INTEGER NOT NULL, way TEXT NOT NULL, category TEXT NOT NULL, payee TEXT NOT
    NULL, amount_kip INTEGER NOT NULL, money TEXT NOT NULL, every_months INTEGER NOT NULL, next_on TEXT NOT NULL,
    note TEXT NOT NULL, is_used INTEGER NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT repeating_key PRIMARY KEY
    (repeating_id), CONSTRAINT repeating_next_on_is_a_day CHECK (next_on GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT repeating_amount_kip_fits CHECK (amount_kip BETWEEN
    -999999999999999 AND 999999999999999), CONSTRAINT repeating_way_is_known CHECK (way IN ('in', 'out')),
    CONSTRAINT repeating_is_used_or_not CHECK (is_used IN (0, 1)), CONSTRAINT repeating_category_is_short CHECK
    (length(category) <= 500), CONSTRAINT repeating_payee_is_short CHECK (length(payee) <= 500), CONSTRAINT
    repeating_money_is_short CHECK (length(money) <= 500), CONSTRAINT repeating_note_is_short CHECK (length(note) <=
    500), CONSTRAINT repeating_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE
    INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE issued_paper (issued_paper_id INTEGER NOT NULL, name TEXT NOT NULL, subject TEXT NOT NULL, sha256
    TEXT NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT issued_paper_key PRIMARY KEY (issued_paper_id), CONSTRAINT
    issued_paper_name_is_short CHECK (length(name) <= 60), CONSTRAINT issued_paper_subject_is_short CHECK
    (length(subject) <= 200), CONSTRAINT issued_paper_has_one_name_subject UNIQUE (name, subject), CONSTRAINT
    issued_paper_has_a_digest CHECK (length(sha256) = 64), CONSTRAINT issued_paper_event_id_exists FOREIGN
    KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE attachment (attachment_id INTEGER NOT NULL, subject TEXT NOT NULL, subject_id INTEGER NOT NULL,
    kind TEXT NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL, sha256 TEXT NOT NULL, added_on TEXT NOT NULL,
    takes_away INTEGER, event_id INTEGER NOT NULL, CONSTRAINT attachment_key PRIMARY KEY (attachment_id), CONSTRAINT
    attachment_subject_is_known CHECK (subject IN ('member', 'document', 'cooperative', 'meeting')), CONSTRAINT
    attachment_kind_is_known CHECK (kind IN ('photo', 'id-paper', 'application', 'decision', 'heirs', 'logo',
    'other')), CONSTRAINT attachment_name_is_short CHECK (length(name) <= 500), CONSTRAINT
    attachment_added_on_is_a_day CHECK (added_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT
    attachment_has_a_digest CHECK (length(sha256) = 64), CONSTRAINT attachment_event_id_exists FOREIGN KEY(event_id)
    REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE number_note (number_note_id INTEGER NOT NULL, kind TEXT NOT NULL, series_year INTEGER NOT NULL,
    number TEXT NOT NULL, explanation TEXT NOT NULL, signed_by TEXT NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT
    number_note_key PRIMARY KEY (number_note_id), CONSTRAINT number_note_kind_is_short CHECK (length(kind) <= 500),
    CONSTRAINT number_note_number_is_short CHECK (length(number) <= 500), CONSTRAINT
    number_note_explanation_is_short CHECK (length(explanation) <= 500), CONSTRAINT number_note_signed_by_is_short
    CHECK (length(signed_by) <= 500), CONSTRAINT number_note_event_id_exists FOREIGN KEY(event_id) REFERENCES event
    (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE meeting (meeting_id INTEGER NOT NULL, year INTEGER NOT NULL, held_on TEXT NOT NULL, place TEXT NOT
    NULL, entitled_count INTEGER NOT NULL, present_count INTEGER NOT NULL, for_count INTEGER NOT NULL, against_count
    INTEGER NOT NULL, abstain_count INTEGER NOT NULL, resolution TEXT NOT NULL, decision TEXT NOT NULL, policy TEXT
    NOT NULL, note TEXT NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT meeting_key PRIMARY KEY (meeting_id),
    CONSTRAINT meeting_held_on_is_a_day CHECK (held_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
    CONSTRAINT meeting_decision_is_known CHECK (decision IN ('approved', 'changes', 'refused')), CONSTRAINT
    meeting_place_is_short CHECK (length(place) <= 500), CONSTRAINT meeting_resolution_is_short CHECK
    (length(resolution) <= 500), CONSTRAINT meeting_note_is_short CHECK (length(note) <= 500), CONSTRAINT
    meeting_policy_is_short CHECK (length(policy) <= 20000), CONSTRAINT meeting_entitled_count_is_a_count CHECK
    (entitled_count >= 0), CONSTRAINT meeting_present_count_is_a_count CHECK (present_count >= 0), CONSTRAINT
    meeting_for_count_is_a_count CHECK (for_count >= 0), CONSTRAINT meeting_against_count_is_a_count CHECK
    (against_count >= 0), CONSTRAINT meeting_abstain_count_is_a_count CHECK (abstain_count >= 0), CONSTRAINT
    meeting_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE "plan" (plan_id INTEGER NOT NULL, year INTEGER NOT NULL, name TEXT NOT NULL, policy TEXT NOT NULL,
    event_id INTEGER NOT NULL, CONSTRAINT plan_key PRIMARY KEY (plan_id), CONSTRAINT plan_name_is_short CHECK
    (length(name) <= 40), CONSTRAINT plan_policy_is_short CHECK (length(policy) <= 20000), CONSTRAINT
    plan_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE user (user_id INTEGER NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, event_id INTEGER NOT NULL,
    CONSTRAINT user_key PRIMARY KEY (user_id), CONSTRAINT user_role_is_known CHECK (role IN ('setup', 'cashier',
    'treasurer', 'chair', 'approver', 'auditor')), CONSTRAINT user_has_one_name UNIQUE (name), CONSTRAINT
    user_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE import_end (import_end_id INTEGER NOT NULL, import_file_id INTEGER NOT NULL, ended_on TEXT NOT
    NULL, reason TEXT NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT import_end_key PRIMARY KEY (import_end_id),
    CONSTRAINT import_end_has_one_import_file_id UNIQUE (import_file_id), CONSTRAINT import_end_ended_on_is_a_day
    CHECK (ended_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT import_end_reason_is_short CHECK
    (length(reason) <= 500), CONSTRAINT import_end_import_file_id_exists FOREIGN KEY(import_file_id) REFERENCES
    import_file (import_file_id), CONSTRAINT import_end_event_id_exists FOREIGN KEY(event_id) REFERENCES event
    (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE budget_line (budget_line_id INTEGER NOT NULL, year INTEGER NOT NULL, account_id INTEGER NOT NULL,
    month TEXT NOT NULL, amount_kip INTEGER NOT NULL, decided_on TEXT NOT NULL, basis TEXT NOT NULL, event_id
    INTEGER NOT NULL, CONSTRAINT budget_line_key PRIMARY KEY (budget_line_id), CONSTRAINT
    budget_line_is_not_negative CHECK (amount_kip >= 0), CONSTRAINT budget_line_amount_kip_fits CHECK (amount_kip
    BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT budget_line_month_is_a_month CHECK (month = '' OR
    month GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]'), CONSTRAINT budget_line_decided_on_is_a_day CHECK (decided_on GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT budget_line_basis_is_short CHECK (length(basis) <=
    500), CONSTRAINT budget_line_account_id_exists FOREIGN KEY(account_id) REFERENCES account (account_id),
    CONSTRAINT budget_line_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY
    DEFERRED) STRICT""",
    """CREATE TABLE account_use (account_use_id INTEGER NOT NULL, account_id INTEGER NOT NULL, in_use INTEGER NOT NULL,
    event_id INTEGER NOT NULL, CONSTRAINT account_use_key PRIMARY KEY (account_use_id), CONSTRAINT
    account_use_is_yes_or_no CHECK (in_use IN (0, 1)), CONSTRAINT account_use_account_id_exists FOREIGN
    KEY(account_id) REFERENCES account (account_id), CONSTRAINT account_use_event_id_exists FOREIGN KEY(event_id)
    REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE money_box (money_box_id INTEGER NOT NULL, account_id INTEGER NOT NULL, kind TEXT NOT NULL, name_lo
    TEXT NOT NULL, name_en TEXT NOT NULL, bank TEXT NOT NULL, bank_account TEXT NOT NULL, is_used INTEGER NOT NULL,
    event_id INTEGER NOT NULL, CONSTRAINT money_box_key PRIMARY KEY (money_box_id), CONSTRAINT
    money_box_kind_is_known CHECK (kind IN ('cash', 'bank')), CONSTRAINT money_box_is_used_or_not CHECK (is_used IN
    (0, 1)), CONSTRAINT money_box_name_lo_is_short CHECK (length(name_lo) <= 500), CONSTRAINT
    money_box_name_en_is_short CHECK (length(name_en) <= 500), CONSTRAINT money_box_bank_is_short CHECK
    (length(bank) <= 500), CONSTRAINT money_box_bank_account_is_short CHECK (length(bank_account) <= 500),
    CONSTRAINT money_box_has_one_account_id UNIQUE (account_id), CONSTRAINT money_box_account_id_exists FOREIGN
    KEY(account_id) REFERENCES account (account_id), CONSTRAINT money_box_event_id_exists FOREIGN KEY(event_id)
    REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE category (category_id INTEGER NOT NULL, code TEXT NOT NULL, way TEXT NOT NULL, account_id INTEGER
    NOT NULL, name_lo TEXT NOT NULL, name_en TEXT NOT NULL, icon TEXT NOT NULL, is_used INTEGER NOT NULL, event_id
    INTEGER NOT NULL, CONSTRAINT category_key PRIMARY KEY (category_id), CONSTRAINT category_way_is_known CHECK (way
    IN ('in', 'out')), CONSTRAINT category_is_used_or_not CHECK (is_used IN (0, 1)), CONSTRAINT
    category_code_is_short CHECK (length(code) <= 500), CONSTRAINT category_name_lo_is_short CHECK (length(name_lo)
    <= 500), CONSTRAINT category_name_en_is_short CHECK (length(name_en) <= 500), CONSTRAINT category_icon_is_short
    CHECK (length(icon) <= 500), CONSTRAINT category_has_one_code UNIQUE (code), CONSTRAINT
    category_account_id_exists FOREIGN KEY(account_id) REFERENCES account (account_id), CONSTRAINT
    category_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE cash_count (cash_count_id INTEGER NOT NULL, number TEXT NOT NULL, account_id INTEGER NOT NULL,
    counted_on TEXT NOT NULL, notes TEXT NOT NULL, counted_kip INTEGER NOT NULL, book_kip INTEGER NOT NULL, reason
    TEXT NOT NULL, entry_id INTEGER, takes_back INTEGER, event_id INTEGER NOT NULL, CONSTRAINT cash_count_key
    PRIMARY KEY (cash_count_id), CONSTRAINT cash_count_counted_on_is_a_day CHECK (counted_on GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT cash_count_counted_kip_fits CHECK (counted_kip BETWEEN
    -999999999999999 AND 999999999999999), CONSTRAINT cash_count_book_kip_fits CHECK (book_kip BETWEEN
    -999999999999999 AND 999999999999999), CONSTRAINT cash_count_number_is_short CHECK (length(number) <= 500),
    CONSTRAINT cash_count_notes_is_short CHECK (length(notes) <= 2000), CONSTRAINT cash_count_reason_is_short CHECK
    (length(reason) <= 500), CONSTRAINT cash_count_account_id_exists FOREIGN KEY(account_id) REFERENCES account
    (account_id), CONSTRAINT cash_count_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry (entry_id),
    CONSTRAINT cash_count_takes_back_exists FOREIGN KEY(takes_back) REFERENCES cash_count (cash_count_id),
    CONSTRAINT cash_count_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY
    DEFERRED) STRICT""",
    """CREATE TABLE bank_match (bank_match_id INTEGER NOT NULL, statement INTEGER NOT NULL, account_id INTEGER NOT
    NULL, statement_on TEXT NOT NULL, statement_kip INTEGER NOT NULL, state TEXT NOT NULL, lines TEXT NOT NULL,
    event_id INTEGER NOT NULL, CONSTRAINT bank_match_key PRIMARY KEY (bank_match_id), CONSTRAINT
    bank_match_statement_on_is_a_day CHECK (statement_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
    CONSTRAINT bank_match_statement_kip_fits CHECK (statement_kip BETWEEN -999999999999999 AND 999999999999999),
    CONSTRAINT bank_match_state_is_known CHECK (state IN ('open', 'done', 'withdrawn')), CONSTRAINT
    bank_match_lines_is_short CHECK (length(lines) <= 90000), CONSTRAINT bank_match_account_id_exists FOREIGN
    KEY(account_id) REFERENCES account (account_id), CONSTRAINT bank_match_event_id_exists FOREIGN KEY(event_id)
    REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE loan (loan_id INTEGER NOT NULL, number TEXT NOT NULL, lender TEXT NOT NULL, received_on TEXT NOT
    NULL, principal_kip INTEGER NOT NULL, rate_percent TEXT NOT NULL, "plan" TEXT NOT NULL, instalments INTEGER NOT
    NULL, every_months INTEGER NOT NULL, first_due_on TEXT NOT NULL, note TEXT NOT NULL, entry_id INTEGER, withdraws
    INTEGER, event_id INTEGER NOT NULL, CONSTRAINT loan_key PRIMARY KEY (loan_id), CONSTRAINT
    loan_received_on_is_a_day CHECK (received_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT
    loan_first_due_on_is_a_day CHECK (first_due_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT
    loan_principal_kip_fits CHECK (principal_kip BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT
    loan_number_is_short CHECK (length(number) <= 500), CONSTRAINT loan_lender_is_short CHECK (length(lender) <=
    500), CONSTRAINT loan_rate_percent_is_short CHECK (length(rate_percent) <= 500), CONSTRAINT loan_note_is_short
    CHECK (length(note) <= 500), CONSTRAINT loan_plan_is_known CHECK (plan IN ('parts', 'end')), CONSTRAINT
    loan_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry (entry_id), CONSTRAINT loan_withdraws_exists FOREIGN
    KEY(withdraws) REFERENCES loan (loan_id), CONSTRAINT loan_event_id_exists FOREIGN KEY(event_id) REFERENCES event
    (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE asset (asset_id INTEGER NOT NULL, number TEXT NOT NULL, name TEXT NOT NULL, account_id INTEGER NOT
    NULL, bought_on TEXT NOT NULL, cost_kip INTEGER NOT NULL, residual_kip INTEGER NOT NULL, life_months INTEGER NOT
    NULL, starts_on TEXT NOT NULL, worn_kip INTEGER NOT NULL, grant_kip INTEGER NOT NULL, place TEXT NOT NULL, note
    TEXT NOT NULL, entry_id INTEGER, withdraws INTEGER, event_id INTEGER NOT NULL, CONSTRAINT asset_key PRIMARY KEY
    (asset_id), CONSTRAINT asset_starts_on_is_a_day CHECK (starts_on GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT asset_cost_kip_fits CHECK (cost_kip BETWEEN
    -999999999999999 AND 999999999999999), CONSTRAINT asset_residual_kip_fits CHECK (residual_kip BETWEEN
    -999999999999999 AND 999999999999999), CONSTRAINT asset_worn_kip_fits CHECK (worn_kip BETWEEN -999999999999999
    AND 999999999999999), CONSTRAINT asset_grant_kip_fits CHECK (grant_kip BETWEEN -999999999999999 AND
    999999999999999), CONSTRAINT asset_number_is_short CHECK (length(number) <= 500), CONSTRAINT asset_name_is_short
    CHECK (length(name) <= 500), CONSTRAINT asset_place_is_short CHECK (length(place) <= 500), CONSTRAINT
    asset_note_is_short CHECK (length(note) <= 500), CONSTRAINT asset_account_id_exists FOREIGN KEY(account_id)
    REFERENCES account (account_id), CONSTRAINT asset_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry
    (entry_id), CONSTRAINT asset_withdraws_exists FOREIGN KEY(withdraws) REFERENCES asset (asset_id), CONSTRAINT
    asset_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE printed_paper (printed_paper_id INTEGER NOT NULL, issued_paper_id INTEGER NOT NULL, copy_no INTEGER
    NOT NULL, language TEXT NOT NULL, way TEXT NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT printed_paper_key
    PRIMARY KEY (printed_paper_id), CONSTRAINT printed_paper_way_is_known CHECK (way IN ('printer', 'file')),
    CONSTRAINT printed_paper_language_is_short CHECK (length(language) <= 10), CONSTRAINT
    printed_paper_copy_no_is_counted CHECK (copy_no >= 0), CONSTRAINT printed_paper_has_one_issued_paper_id_copy_no
    UNIQUE (issued_paper_id, copy_no), CONSTRAINT printed_paper_issued_paper_id_exists FOREIGN KEY(issued_paper_id)
    REFERENCES issued_paper (issued_paper_id), CONSTRAINT printed_paper_event_id_exists FOREIGN KEY(event_id)
    REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE product_terms (product_terms_id INTEGER NOT NULL, product_id INTEGER NOT NULL, since TEXT NOT NULL,
    bag_g INTEGER NOT NULL, asks_moisture INTEGER NOT NULL, base_moisture TEXT NOT NULL, percent_per_point TEXT NOT
    NULL, off_kip_per_kg INTEGER NOT NULL, basis TEXT NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT
    product_terms_key PRIMARY KEY (product_terms_id), CONSTRAINT product_terms_since_is_a_day CHECK (since GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT product_terms_off_kip_per_kg_fits CHECK
    (off_kip_per_kg BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT product_terms_base_moisture_is_short
    CHECK (length(base_moisture) <= 500), CONSTRAINT product_terms_percent_per_point_is_short CHECK
    (length(percent_per_point) <= 500), CONSTRAINT product_terms_basis_is_short CHECK (length(basis) <= 500),
    CONSTRAINT product_terms_product_id_exists FOREIGN KEY(product_id) REFERENCES product (product_id), CONSTRAINT
    product_terms_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED)
    STRICT""",
    """CREATE TABLE payment_run (payment_run_id INTEGER NOT NULL, number TEXT NOT NULL, kind TEXT NOT NULL, made_on
    TEXT NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL, product_id INTEGER, grade TEXT NOT NULL,
    rate_kip INTEGER NOT NULL, pool_kip INTEGER NOT NULL, payout_unit_kip INTEGER NOT NULL, note TEXT NOT NULL,
    event_id INTEGER NOT NULL, CONSTRAINT payment_run_key PRIMARY KEY (payment_run_id), CONSTRAINT
    payment_run_kind_is_known CHECK (kind IN ('first', 'second')), CONSTRAINT payment_run_made_on_is_a_day CHECK
    (made_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT payment_run_first_day_is_a_day CHECK
    (first_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT payment_run_last_day_is_a_day CHECK
    (last_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT payment_run_rate_kip_fits CHECK
    (rate_kip BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT payment_run_pool_kip_fits CHECK (pool_kip
    BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT payment_run_has_one_number UNIQUE (number), CONSTRAINT
    payment_run_has_a_unit CHECK (payout_unit_kip > 0), CONSTRAINT payment_run_number_is_short CHECK (length(number)
    <= 500), CONSTRAINT payment_run_grade_is_short CHECK (length(grade) <= 500), CONSTRAINT
    payment_run_note_is_short CHECK (length(note) <= 500), CONSTRAINT payment_run_product_id_exists FOREIGN
    KEY(product_id) REFERENCES product (product_id), CONSTRAINT payment_run_event_id_exists FOREIGN KEY(event_id)
    REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE processing (processing_id INTEGER NOT NULL, number TEXT NOT NULL, done_on TEXT NOT NULL, product_id
    INTEGER NOT NULL, grade TEXT NOT NULL, lot TEXT NOT NULL, in_milli INTEGER NOT NULL, note TEXT NOT NULL, undoes
    INTEGER, event_id INTEGER NOT NULL, CONSTRAINT processing_key PRIMARY KEY (processing_id), CONSTRAINT
    processing_done_on_is_a_day CHECK (done_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT
    processing_has_one_number UNIQUE (number), CONSTRAINT processing_has_one_undoes UNIQUE (undoes), CONSTRAINT
    processing_number_is_short CHECK (length(number) <= 500), CONSTRAINT processing_grade_is_short CHECK
    (length(grade) <= 500), CONSTRAINT processing_lot_is_short CHECK (length(lot) <= 500), CONSTRAINT
    processing_note_is_short CHECK (length(note) <= 500), CONSTRAINT processing_product_id_exists FOREIGN
    KEY(product_id) REFERENCES product (product_id), CONSTRAINT processing_undoes_exists FOREIGN KEY(undoes)
    REFERENCES processing (processing_id), CONSTRAINT processing_event_id_exists FOREIGN KEY(event_id) REFERENCES
    event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE customer (customer_id INTEGER NOT NULL, number TEXT NOT NULL, name TEXT NOT NULL, phone TEXT NOT
    NULL, terms_days INTEGER, limit_kip INTEGER, member_id INTEGER, name_key BLOB NOT NULL, search_key TEXT NOT
    NULL, contact TEXT NOT NULL, address TEXT NOT NULL, tax_no TEXT NOT NULL, language TEXT NOT NULL, event_id
    INTEGER NOT NULL, CONSTRAINT customer_key PRIMARY KEY (customer_id), CONSTRAINT customer_number_is_short CHECK
    (length(number) <= 500), CONSTRAINT customer_name_is_short CHECK (length(name) <= 500), CONSTRAINT
    customer_phone_is_short CHECK (length(phone) <= 500), CONSTRAINT customer_contact_is_short CHECK
    (length(contact) <= 500), CONSTRAINT customer_address_is_short CHECK (length(address) <= 500), CONSTRAINT
    customer_tax_no_is_short CHECK (length(tax_no) <= 500), CONSTRAINT customer_has_one_number UNIQUE (number),
    CONSTRAINT customer_member_id_exists FOREIGN KEY(member_id) REFERENCES member (member_id), CONSTRAINT
    customer_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE closing (closing_id INTEGER NOT NULL, year INTEGER NOT NULL, first_day TEXT NOT NULL, last_day TEXT
    NOT NULL, surplus_kip INTEGER NOT NULL, losses_kip INTEGER NOT NULL, entry_id INTEGER, event_id INTEGER NOT
    NULL, CONSTRAINT closing_key PRIMARY KEY (closing_id), CONSTRAINT closing_first_day_is_a_day CHECK (first_day
    GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT closing_last_day_is_a_day CHECK (last_day GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT closing_has_days CHECK (first_day < last_day),
    CONSTRAINT closing_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry (entry_id), CONSTRAINT
    closing_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE price_basis (price_basis_id INTEGER NOT NULL, price_id INTEGER NOT NULL, basis TEXT NOT NULL,
    event_id INTEGER NOT NULL, CONSTRAINT price_basis_key PRIMARY KEY (price_basis_id), CONSTRAINT
    price_basis_basis_is_short CHECK (length(basis) <= 500), CONSTRAINT price_basis_has_one_price_id UNIQUE
    (price_id), CONSTRAINT price_basis_price_id_exists FOREIGN KEY(price_id) REFERENCES price (price_id) DEFERRABLE
    INITIALLY DEFERRED, CONSTRAINT price_basis_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id)
    DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE payment_run_state (payment_run_state_id INTEGER NOT NULL, payment_run_id INTEGER NOT NULL, state
    TEXT NOT NULL, state_on TEXT NOT NULL, person TEXT NOT NULL, reason TEXT NOT NULL, event_id INTEGER NOT NULL,
    CONSTRAINT payment_run_state_key PRIMARY KEY (payment_run_state_id), CONSTRAINT payment_run_state_state_is_known
    CHECK (state IN ('draft', 'calculated', 'approved', 'paid', 'void')), CONSTRAINT
    payment_run_state_state_on_is_a_day CHECK (state_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
    CONSTRAINT payment_run_state_person_is_short CHECK (length(person) <= 500), CONSTRAINT
    payment_run_state_reason_is_short CHECK (length(reason) <= 500), CONSTRAINT
    payment_run_state_payment_run_id_exists FOREIGN KEY(payment_run_id) REFERENCES payment_run (payment_run_id)
    DEFERRABLE INITIALLY DEFERRED, CONSTRAINT payment_run_state_event_id_exists FOREIGN KEY(event_id) REFERENCES
    event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE processing_out (processing_out_id INTEGER NOT NULL, processing_id INTEGER NOT NULL, product_id
    INTEGER NOT NULL, grade TEXT NOT NULL, lot TEXT NOT NULL, out_milli INTEGER NOT NULL, event_id INTEGER NOT NULL,
    CONSTRAINT processing_out_key PRIMARY KEY (processing_out_id), CONSTRAINT processing_out_grade_is_short CHECK
    (length(grade) <= 500), CONSTRAINT processing_out_lot_is_short CHECK (length(lot) <= 500), CONSTRAINT
    processing_out_processing_id_exists FOREIGN KEY(processing_id) REFERENCES processing (processing_id) DEFERRABLE
    INITIALLY DEFERRED, CONSTRAINT processing_out_product_id_exists FOREIGN KEY(product_id) REFERENCES product
    (product_id), CONSTRAINT processing_out_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id)
    DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE reopening (reopening_id INTEGER NOT NULL, closing_id INTEGER NOT NULL, year INTEGER NOT NULL,
    reopened_on TEXT NOT NULL, reason TEXT NOT NULL, made_by TEXT NOT NULL, approved_by TEXT NOT NULL, event_id
    INTEGER NOT NULL, CONSTRAINT reopening_key PRIMARY KEY (reopening_id), CONSTRAINT reopening_reopened_on_is_a_day
    CHECK (reopened_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT reopening_reason_is_short
    CHECK (length(reason) <= 500), CONSTRAINT reopening_made_by_is_short CHECK (length(made_by) <= 200), CONSTRAINT
    reopening_approved_by_is_short CHECK (length(approved_by) <= 200), CONSTRAINT reopening_has_one_closing_id
    UNIQUE (closing_id), CONSTRAINT reopening_closing_id_exists FOREIGN KEY(closing_id) REFERENCES closing
    (closing_id), CONSTRAINT reopening_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE
    INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE document (document_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, kind TEXT NOT NULL, series_year
    INTEGER NOT NULL, number TEXT NOT NULL, serial INTEGER, doc_date TEXT NOT NULL, member_id INTEGER, customer_id
    INTEGER, payee TEXT NOT NULL, box TEXT NOT NULL, total_kip INTEGER NOT NULL, due_on TEXT, detail TEXT NOT NULL,
    note TEXT NOT NULL, refers INTEGER, likeness TEXT NOT NULL, CONSTRAINT document_key PRIMARY KEY (document_id),
    CONSTRAINT document_has_one_kind_series_year_number UNIQUE (kind, series_year, number), CONSTRAINT
    document_kind_is_known CHECK (kind IN ('share', 'delivery', 'payment', 'advance', 'invoice', 'receipt',
    'expense', 'transfer', 'journal', 'opening', 'opening-item', 'closing', 'appropriation', 'payout', 'reversal',
    'entry-fee', 'par-change', 'income', 'bill', 'bill-payment', 'cash-count', 'loan', 'loan-payment', 'grant',
    'asset', 'depreciation', 'asset-end', 'revolving', 'credit-note', 'write-off', 'second-payment',
    'second-payout', 'stock-count', 'set-off')), CONSTRAINT document_doc_date_is_a_day CHECK (doc_date GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT document_due_on_is_a_day CHECK (due_on GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT document_total_kip_fits CHECK (total_kip BETWEEN
    -999999999999999 AND 999999999999999), CONSTRAINT document_number_is_short CHECK (length(number) <= 500),
    CONSTRAINT document_payee_is_short CHECK (length(payee) <= 500), CONSTRAINT document_note_is_short CHECK
    (length(note) <= 500), CONSTRAINT document_likeness_is_short CHECK (length(likeness) <= 500), CONSTRAINT
    document_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry (entry_id), CONSTRAINT document_member_id_exists
    FOREIGN KEY(member_id) REFERENCES member (member_id), CONSTRAINT document_customer_id_exists FOREIGN
    KEY(customer_id) REFERENCES customer (customer_id), CONSTRAINT document_refers_exists FOREIGN KEY(refers)
    REFERENCES document (document_id)) STRICT""",
    """CREATE TABLE money_line (money_line_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER NOT
    NULL, supplier_id INTEGER, category TEXT NOT NULL, their_number TEXT NOT NULL, amount_kip INTEGER NOT NULL,
    CONSTRAINT money_line_key PRIMARY KEY (money_line_id), CONSTRAINT money_line_amount_kip_fits CHECK (amount_kip
    BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT money_line_category_is_short CHECK (length(category)
    <= 500), CONSTRAINT money_line_their_number_is_short CHECK (length(their_number) <= 500), CONSTRAINT
    money_line_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry (entry_id), CONSTRAINT
    money_line_document_id_exists FOREIGN KEY(document_id) REFERENCES document (document_id), CONSTRAINT
    money_line_supplier_id_exists FOREIGN KEY(supplier_id) REFERENCES supplier (supplier_id)) STRICT""",
    """CREATE TABLE bill_line (bill_line_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER NOT NULL,
    item_id INTEGER NOT NULL, supplier_id INTEGER NOT NULL, doc_date TEXT NOT NULL, amount_kip INTEGER NOT NULL,
    CONSTRAINT bill_line_key PRIMARY KEY (bill_line_id), CONSTRAINT bill_line_amount_kip_fits CHECK (amount_kip
    BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT bill_line_doc_date_is_a_day CHECK (doc_date GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT bill_line_entry_id_exists FOREIGN KEY(entry_id)
    REFERENCES entry (entry_id), CONSTRAINT bill_line_document_id_exists FOREIGN KEY(document_id) REFERENCES
    document (document_id), CONSTRAINT bill_line_item_id_exists FOREIGN KEY(item_id) REFERENCES document
    (document_id), CONSTRAINT bill_line_supplier_id_exists FOREIGN KEY(supplier_id) REFERENCES supplier
    (supplier_id)) STRICT""",
    """CREATE TABLE loan_line (loan_line_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER NOT NULL,
    loan_id INTEGER NOT NULL, doc_date TEXT NOT NULL, principal_kip INTEGER NOT NULL, interest_kip INTEGER NOT NULL,
    CONSTRAINT loan_line_key PRIMARY KEY (loan_line_id), CONSTRAINT loan_line_principal_kip_fits CHECK
    (principal_kip BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT loan_line_interest_kip_fits CHECK
    (interest_kip BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT loan_line_doc_date_is_a_day CHECK
    (doc_date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT loan_line_entry_id_exists FOREIGN
    KEY(entry_id) REFERENCES entry (entry_id), CONSTRAINT loan_line_document_id_exists FOREIGN KEY(document_id)
    REFERENCES document (document_id), CONSTRAINT loan_line_loan_id_exists FOREIGN KEY(loan_id) REFERENCES loan
    (loan_id)) STRICT""",
    """CREATE TABLE grant_line (grant_line_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER NOT
    NULL, giver TEXT NOT NULL, purpose TEXT NOT NULL, amount_kip INTEGER NOT NULL, CONSTRAINT grant_line_key PRIMARY
    KEY (grant_line_id), CONSTRAINT grant_line_amount_kip_fits CHECK (amount_kip BETWEEN -999999999999999 AND
    999999999999999), CONSTRAINT grant_line_purpose_is_known CHECK (purpose IN ('equipment', 'running')), CONSTRAINT
    grant_line_giver_is_short CHECK (length(giver) <= 500), CONSTRAINT grant_line_entry_id_exists FOREIGN
    KEY(entry_id) REFERENCES entry (entry_id), CONSTRAINT grant_line_document_id_exists FOREIGN KEY(document_id)
    REFERENCES document (document_id)) STRICT""",
    """CREATE TABLE asset_line (asset_line_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER NOT
    NULL, asset_id INTEGER NOT NULL, kind TEXT NOT NULL, until TEXT NOT NULL, worn_kip INTEGER NOT NULL,
    released_kip INTEGER NOT NULL, cost_kip INTEGER NOT NULL, CONSTRAINT asset_line_key PRIMARY KEY (asset_line_id),
    CONSTRAINT asset_line_worn_kip_fits CHECK (worn_kip BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT
    asset_line_released_kip_fits CHECK (released_kip BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT
    asset_line_cost_kip_fits CHECK (cost_kip BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT
    asset_line_until_is_a_day CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT
    asset_line_kind_is_known CHECK (kind IN ('run', 'end')), CONSTRAINT asset_line_entry_id_exists FOREIGN
    KEY(entry_id) REFERENCES entry (entry_id), CONSTRAINT asset_line_document_id_exists FOREIGN KEY(document_id)
    REFERENCES document (document_id), CONSTRAINT asset_line_asset_id_exists FOREIGN KEY(asset_id) REFERENCES asset
    (asset_id)) STRICT""",
    """CREATE TABLE advance_terms (advance_terms_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER
    NOT NULL, recover_by TEXT NOT NULL, percent TEXT NOT NULL, fixed_kip INTEGER NOT NULL, due_on TEXT, goods TEXT
    NOT NULL, CONSTRAINT advance_terms_key PRIMARY KEY (advance_terms_id), CONSTRAINT
    advance_terms_recover_by_is_known CHECK (recover_by IN ('percent', 'fixed')), CONSTRAINT
    advance_terms_fixed_kip_fits CHECK (fixed_kip BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT
    advance_terms_due_on_is_a_day CHECK (due_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT
    advance_terms_percent_is_short CHECK (length(percent) <= 500), CONSTRAINT advance_terms_goods_is_short CHECK
    (length(goods) <= 500), CONSTRAINT advance_terms_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry
    (entry_id), CONSTRAINT advance_terms_document_id_exists FOREIGN KEY(document_id) REFERENCES document
    (document_id)) STRICT""",
    """CREATE TABLE payment_run_line (payment_run_line_id INTEGER NOT NULL, payment_run_id INTEGER NOT NULL,
    payment_run_state_id INTEGER NOT NULL, member_id INTEGER NOT NULL, net_g INTEGER NOT NULL, earned_kip INTEGER
    NOT NULL, before_kip INTEGER NOT NULL, amount_kip INTEGER NOT NULL, carried_kip INTEGER NOT NULL, event_id
    INTEGER NOT NULL, CONSTRAINT payment_run_line_key PRIMARY KEY (payment_run_line_id), CONSTRAINT
    payment_run_line_earned_kip_fits CHECK (earned_kip BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT
    payment_run_line_before_kip_fits CHECK (before_kip BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT
    payment_run_line_amount_kip_fits CHECK (amount_kip BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT
    payment_run_line_carried_kip_fits CHECK (carried_kip BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT
    payment_run_line_adds_up CHECK (earned_kip + before_kip = amount_kip + carried_kip), CONSTRAINT
    payment_run_line_payment_run_id_exists FOREIGN KEY(payment_run_id) REFERENCES payment_run (payment_run_id)
    DEFERRABLE INITIALLY DEFERRED, CONSTRAINT payment_run_line_payment_run_state_id_exists FOREIGN
    KEY(payment_run_state_id) REFERENCES payment_run_state (payment_run_state_id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT payment_run_line_member_id_exists FOREIGN KEY(member_id) REFERENCES member (member_id), CONSTRAINT
    payment_run_line_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY
    DEFERRED) STRICT""",
    """CREATE TABLE second_payment (second_payment_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER
    NOT NULL, payment_run_id INTEGER NOT NULL, member_id INTEGER NOT NULL, product_id INTEGER NOT NULL, grade TEXT
    NOT NULL, net_g INTEGER NOT NULL, amount_kip INTEGER NOT NULL, CONSTRAINT second_payment_key PRIMARY KEY
    (second_payment_id), CONSTRAINT second_payment_amount_kip_fits CHECK (amount_kip BETWEEN -999999999999999 AND
    999999999999999), CONSTRAINT second_payment_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry (entry_id),
    CONSTRAINT second_payment_document_id_exists FOREIGN KEY(document_id) REFERENCES document (document_id),
    CONSTRAINT second_payment_payment_run_id_exists FOREIGN KEY(payment_run_id) REFERENCES payment_run
    (payment_run_id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT second_payment_member_id_exists FOREIGN
    KEY(member_id) REFERENCES member (member_id), CONSTRAINT second_payment_product_id_exists FOREIGN
    KEY(product_id) REFERENCES product (product_id)) STRICT""",
    """CREATE TABLE stock_count (stock_count_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER NOT
    NULL, counted_on TEXT NOT NULL, product_id INTEGER NOT NULL, grade TEXT NOT NULL, lot TEXT NOT NULL, book_milli
    INTEGER NOT NULL, counted_milli INTEGER NOT NULL, unit_kip INTEGER NOT NULL, value_kip INTEGER NOT NULL, reason
    TEXT NOT NULL, CONSTRAINT stock_count_key PRIMARY KEY (stock_count_id), CONSTRAINT
    stock_count_counted_on_is_a_day CHECK (counted_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT
    stock_count_value_kip_fits CHECK (value_kip BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT
    stock_count_lot_is_short CHECK (length(lot) <= 500), CONSTRAINT stock_count_reason_is_short CHECK
    (length(reason) <= 500), CONSTRAINT stock_count_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry
    (entry_id), CONSTRAINT stock_count_document_id_exists FOREIGN KEY(document_id) REFERENCES document
    (document_id), CONSTRAINT stock_count_product_id_exists FOREIGN KEY(product_id) REFERENCES product (product_id))
    STRICT""",
    """CREATE TABLE receipt_extra (receipt_extra_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER
    NOT NULL, item_id INTEGER NOT NULL, currency TEXT NOT NULL, foreign_cents INTEGER NOT NULL, gain_kip INTEGER NOT
    NULL, CONSTRAINT receipt_extra_key PRIMARY KEY (receipt_extra_id), CONSTRAINT receipt_extra_currency_is_short
    CHECK (length(currency) <= 3), CONSTRAINT receipt_extra_foreign_cents_fits CHECK (foreign_cents BETWEEN
    -999999999999999 AND 999999999999999), CONSTRAINT receipt_extra_gain_kip_fits CHECK (gain_kip BETWEEN
    -999999999999999 AND 999999999999999), CONSTRAINT receipt_extra_entry_id_exists FOREIGN KEY(entry_id) REFERENCES
    entry (entry_id), CONSTRAINT receipt_extra_document_id_exists FOREIGN KEY(document_id) REFERENCES document
    (document_id), CONSTRAINT receipt_extra_item_id_exists FOREIGN KEY(item_id) REFERENCES document (document_id))
    STRICT""",
    """CREATE TABLE write_off (write_off_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER NOT NULL,
    item_id INTEGER NOT NULL, amount_kip INTEGER NOT NULL, approved_by TEXT NOT NULL, CONSTRAINT write_off_key
    PRIMARY KEY (write_off_id), CONSTRAINT write_off_amount_kip_fits CHECK (amount_kip BETWEEN -999999999999999 AND
    999999999999999), CONSTRAINT write_off_approved_by_is_short CHECK (length(approved_by) <= 500), CONSTRAINT
    write_off_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry (entry_id), CONSTRAINT
    write_off_document_id_exists FOREIGN KEY(document_id) REFERENCES document (document_id), CONSTRAINT
    write_off_item_id_exists FOREIGN KEY(item_id) REFERENCES document (document_id)) STRICT""",
    """CREATE TABLE trade_paper (trade_paper_id INTEGER NOT NULL, kind TEXT NOT NULL, series_year INTEGER NOT NULL,
    number TEXT NOT NULL, serial INTEGER NOT NULL, doc_date TEXT NOT NULL, customer_id INTEGER NOT NULL, document_id
    INTEGER, valid_until TEXT, lines TEXT NOT NULL, note TEXT NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT
    trade_paper_key PRIMARY KEY (trade_paper_id), CONSTRAINT trade_paper_kind_is_known CHECK (kind IN ('quotation',
    'delivery-note')), CONSTRAINT trade_paper_has_one_kind_series_year_number UNIQUE (kind, series_year, number),
    CONSTRAINT trade_paper_doc_date_is_a_day CHECK (doc_date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
    CONSTRAINT trade_paper_valid_until_is_a_day CHECK (valid_until GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT trade_paper_note_is_short CHECK (length(note) <= 500),
    CONSTRAINT trade_paper_lines_is_short CHECK (length(lines) <= 90000), CONSTRAINT trade_paper_customer_id_exists
    FOREIGN KEY(customer_id) REFERENCES customer (customer_id), CONSTRAINT trade_paper_document_id_exists FOREIGN
    KEY(document_id) REFERENCES document (document_id), CONSTRAINT trade_paper_event_id_exists FOREIGN KEY(event_id)
    REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE left_on_account (left_on_account_id INTEGER NOT NULL, dividend_line_id INTEGER NOT NULL, decided_on
    TEXT NOT NULL, is_left INTEGER NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT left_on_account_key PRIMARY KEY
    (left_on_account_id), CONSTRAINT left_on_account_decided_on_is_a_day CHECK (decided_on GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT left_on_account_is_yes_or_no CHECK (is_left IN (0,
    1)), CONSTRAINT left_on_account_dividend_line_id_exists FOREIGN KEY(dividend_line_id) REFERENCES dividend_line
    (dividend_line_id), CONSTRAINT left_on_account_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id)
    DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE payout_terms (payout_terms_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER NOT
    NULL, round_no INTEGER NOT NULL, method TEXT NOT NULL, payee TEXT NOT NULL, payee_paper TEXT NOT NULL,
    approved_by TEXT NOT NULL, CONSTRAINT payout_terms_key PRIMARY KEY (payout_terms_id), CONSTRAINT
    payout_terms_method_is_known CHECK (method IN ('cash', 'bank', 'shares', 'debts', 'kept')), CONSTRAINT
    payout_terms_payee_is_short CHECK (length(payee) <= 200), CONSTRAINT payout_terms_payee_paper_is_short CHECK
    (length(payee_paper) <= 200), CONSTRAINT payout_terms_approved_by_is_short CHECK (length(approved_by) <= 200),
    CONSTRAINT payout_terms_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry (entry_id), CONSTRAINT
    payout_terms_document_id_exists FOREIGN KEY(document_id) REFERENCES document (document_id)) STRICT""",
    """CREATE TABLE revolving_line (revolving_line_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER
    NOT NULL, member_id INTEGER NOT NULL, year INTEGER NOT NULL, amount_kip INTEGER NOT NULL, CONSTRAINT
    revolving_line_key PRIMARY KEY (revolving_line_id), CONSTRAINT revolving_line_amount_kip_fits CHECK (amount_kip
    BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT revolving_line_entry_id_exists FOREIGN KEY(entry_id)
    REFERENCES entry (entry_id), CONSTRAINT revolving_line_document_id_exists FOREIGN KEY(document_id) REFERENCES
    document (document_id), CONSTRAINT revolving_line_member_id_exists FOREIGN KEY(member_id) REFERENCES member
    (member_id)) STRICT""",
    """CREATE TABLE delivery_extra (delivery_extra_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, delivery_line_id
    INTEGER NOT NULL, bag_count INTEGER NOT NULL, moisture TEXT NOT NULL, point TEXT NOT NULL, CONSTRAINT
    delivery_extra_key PRIMARY KEY (delivery_extra_id), CONSTRAINT delivery_extra_moisture_is_short CHECK
    (length(moisture) <= 500), CONSTRAINT delivery_extra_point_is_short CHECK (length(point) <= 500), CONSTRAINT
    delivery_extra_has_one_delivery_line_id UNIQUE (delivery_line_id), CONSTRAINT delivery_extra_entry_id_exists
    FOREIGN KEY(entry_id) REFERENCES entry (entry_id), CONSTRAINT delivery_extra_delivery_line_id_exists FOREIGN
    KEY(delivery_line_id) REFERENCES delivery_line (delivery_line_id)) STRICT""",
    """CREATE TABLE run_payment (run_payment_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER NOT
    NULL, payment_run_line_id INTEGER NOT NULL, amount_kip INTEGER NOT NULL, CONSTRAINT run_payment_key PRIMARY KEY
    (run_payment_id), CONSTRAINT run_payment_amount_kip_fits CHECK (amount_kip BETWEEN -999999999999999 AND
    999999999999999), CONSTRAINT run_payment_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry (entry_id),
    CONSTRAINT run_payment_document_id_exists FOREIGN KEY(document_id) REFERENCES document (document_id), CONSTRAINT
    run_payment_payment_run_line_id_exists FOREIGN KEY(payment_run_line_id) REFERENCES payment_run_line
    (payment_run_line_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE invoice_extra (invoice_extra_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER
    NOT NULL, customer_ref TEXT NOT NULL, currency TEXT NOT NULL, foreign_cents INTEGER NOT NULL, rate TEXT NOT
    NULL, quotation_id INTEGER, over_limit INTEGER NOT NULL, CONSTRAINT invoice_extra_key PRIMARY KEY
    (invoice_extra_id), CONSTRAINT invoice_extra_customer_ref_is_short CHECK (length(customer_ref) <= 500),
    CONSTRAINT invoice_extra_currency_is_short CHECK (length(currency) <= 3), CONSTRAINT invoice_extra_rate_is_short
    CHECK (length(rate) <= 40), CONSTRAINT invoice_extra_foreign_cents_fits CHECK (foreign_cents BETWEEN
    -999999999999999 AND 999999999999999), CONSTRAINT invoice_extra_over_limit_or_not CHECK (over_limit IN (0, 1)),
    CONSTRAINT invoice_extra_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry (entry_id), CONSTRAINT
    invoice_extra_document_id_exists FOREIGN KEY(document_id) REFERENCES document (document_id), CONSTRAINT
    invoice_extra_quotation_id_exists FOREIGN KEY(quotation_id) REFERENCES trade_paper (trade_paper_id)) STRICT""",
    """CREATE TABLE invoice_lot (invoice_lot_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, invoice_line_id INTEGER
    NOT NULL, lot TEXT NOT NULL, CONSTRAINT invoice_lot_key PRIMARY KEY (invoice_lot_id), CONSTRAINT
    invoice_lot_lot_is_short CHECK (length(lot) <= 500), CONSTRAINT invoice_lot_has_one_invoice_line_id UNIQUE
    (invoice_line_id), CONSTRAINT invoice_lot_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry (entry_id),
    CONSTRAINT invoice_lot_invoice_line_id_exists FOREIGN KEY(invoice_line_id) REFERENCES invoice_line
    (invoice_line_id)) STRICT""",
    """CREATE TABLE credit_line (credit_line_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER NOT
    NULL, invoice_line_id INTEGER NOT NULL, quantity_milli INTEGER NOT NULL, net_kip INTEGER NOT NULL, vat_kip
    INTEGER NOT NULL, CONSTRAINT credit_line_key PRIMARY KEY (credit_line_id), CONSTRAINT credit_line_net_kip_fits
    CHECK (net_kip BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT credit_line_vat_kip_fits CHECK (vat_kip
    BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT credit_line_entry_id_exists FOREIGN KEY(entry_id)
    REFERENCES entry (entry_id), CONSTRAINT credit_line_document_id_exists FOREIGN KEY(document_id) REFERENCES
    document (document_id), CONSTRAINT credit_line_invoice_line_id_exists FOREIGN KEY(invoice_line_id) REFERENCES
    invoice_line (invoice_line_id)) STRICT""",
    """CREATE TABLE trade_paper_end (trade_paper_end_id INTEGER NOT NULL, trade_paper_id INTEGER NOT NULL, ended_on
    TEXT NOT NULL, reason TEXT NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT trade_paper_end_key PRIMARY KEY
    (trade_paper_end_id), CONSTRAINT trade_paper_end_ended_on_is_a_day CHECK (ended_on GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT trade_paper_end_reason_is_short CHECK (length(reason)
    <= 500), CONSTRAINT trade_paper_end_has_one_trade_paper_id UNIQUE (trade_paper_id), CONSTRAINT
    trade_paper_end_trade_paper_id_exists FOREIGN KEY(trade_paper_id) REFERENCES trade_paper (trade_paper_id),
    CONSTRAINT trade_paper_end_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE
    INITIALLY DEFERRED) STRICT""",
    """CREATE INDEX account_use_by_account ON account_use (account_id, account_use_id)""",
    """CREATE INDEX advance_terms_by_document ON advance_terms (document_id)""",
    """CREATE INDEX advance_terms_by_entry ON advance_terms (entry_id)""",
    """CREATE INDEX approval_by_subject ON approval (kind, subject)""",
    """CREATE INDEX asset_line_by_asset ON asset_line (asset_id)""",
    """CREATE INDEX asset_line_by_entry ON asset_line (entry_id)""",
    """CREATE INDEX attachment_by_subject ON attachment (subject, subject_id)""",
    """CREATE INDEX bank_match_by_account ON bank_match (account_id, statement)""",
    """CREATE INDEX bill_line_by_entry ON bill_line (entry_id)""",
    """CREATE INDEX bill_line_by_item ON bill_line (item_id)""",
    """CREATE INDEX bill_line_by_supplier ON bill_line (supplier_id, doc_date)""",
    """CREATE INDEX budget_line_by_year ON budget_line (year, account_id, month)""",
    """CREATE INDEX cash_count_by_account ON cash_count (account_id, counted_on)""",
    """CREATE INDEX credit_line_by_document ON credit_line (document_id)""",
    """CREATE INDEX credit_line_by_entry ON credit_line (entry_id)""",
    """CREATE INDEX credit_line_by_line ON credit_line (invoice_line_id)""",
    """CREATE INDEX delivery_extra_by_entry ON delivery_extra (entry_id)""",
    """CREATE INDEX document_by_customer ON document (customer_id, kind, doc_date)""",
    """CREATE INDEX document_by_entry ON document (entry_id)""",
    """CREATE INDEX document_by_member ON document (member_id, doc_date)""",
    """CREATE INDEX document_by_serial ON document (kind, series_year, serial)""",
    """CREATE INDEX grant_line_by_entry ON grant_line (entry_id)""",
    """CREATE INDEX invoice_extra_by_document ON invoice_extra (document_id)""",
    """CREATE INDEX invoice_extra_by_entry ON invoice_extra (entry_id)""",
    """CREATE INDEX invoice_lot_by_entry ON invoice_lot (entry_id)""",
    """CREATE INDEX left_on_account_by_line ON left_on_account (dividend_line_id)""",
    """CREATE INDEX loan_line_by_entry ON loan_line (entry_id)""",
    """CREATE INDEX loan_line_by_loan ON loan_line (loan_id)""",
    """CREATE INDEX meeting_by_year ON meeting (year)""",
    """CREATE INDEX money_line_by_document ON money_line (document_id)""",
    """CREATE INDEX money_line_by_entry ON money_line (entry_id)""",
    """CREATE INDEX month_state_by_month ON month_state (month, month_state_id)""",
    """CREATE INDEX number_note_by_number ON number_note (kind, series_year, number)""",
    """CREATE INDEX payment_run_line_by_member ON payment_run_line (member_id)""",
    """CREATE INDEX payment_run_line_by_run ON payment_run_line (payment_run_id)""",
    """CREATE INDEX payment_run_state_by_run ON payment_run_state (payment_run_id)""",
    """CREATE INDEX payout_terms_by_document ON payout_terms (document_id)""",
    """CREATE INDEX payout_terms_by_entry ON payout_terms (entry_id)""",
    """CREATE INDEX plan_by_year ON "plan" (year, name)""",
    """CREATE INDEX printed_paper_by_issued_paper ON printed_paper (issued_paper_id)""",
    """CREATE INDEX processing_out_by_processing ON processing_out (processing_id)""",
    """CREATE INDEX product_terms_by_product ON product_terms (product_id, since)""",
    """CREATE INDEX receipt_extra_by_document ON receipt_extra (document_id)""",
    """CREATE INDEX receipt_extra_by_entry ON receipt_extra (entry_id)""",
    """CREATE INDEX revolving_line_by_entry ON revolving_line (entry_id)""",
    """CREATE INDEX revolving_line_by_member ON revolving_line (member_id, year)""",
    """CREATE INDEX run_payment_by_entry ON run_payment (entry_id)""",
    """CREATE INDEX run_payment_by_line ON run_payment (payment_run_line_id)""",
    """CREATE INDEX second_payment_by_entry ON second_payment (entry_id)""",
    """CREATE INDEX second_payment_by_member ON second_payment (member_id)""",
    """CREATE INDEX second_payment_by_run ON second_payment (payment_run_id)""",
    """CREATE INDEX stock_count_by_document ON stock_count (document_id)""",
    """CREATE INDEX stock_count_by_entry ON stock_count (entry_id)""",
    """CREATE INDEX stock_count_by_product ON stock_count (product_id, counted_on)""",
    """CREATE INDEX trade_paper_by_customer ON trade_paper (customer_id, doc_date)""",
    """CREATE INDEX trade_paper_by_invoice ON trade_paper (document_id)""",
    """CREATE INDEX write_off_by_entry ON write_off (entry_id)""",
    """CREATE INDEX write_off_by_item ON write_off (item_id)""",
)


def upgrade() -> None:
    """Set the old tables aside, make the new ones under their names, bring every row over."""
    # References from other tables go on naming the table, not the one set aside.
    op.execute("PRAGMA legacy_alter_table=ON")
    connection = op.get_bind()
    for table in REBUILT:
        for (index,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
                                                   (table,)).fetchall():
            connection.exec_driver_sql(f'DROP INDEX "{index}"')
        for (trigger,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE ?",
                                                     (f"%{table}%",)).fetchall():
            connection.exec_driver_sql(f'DROP TRIGGER "{trigger}"')
        connection.exec_driver_sql(f'ALTER TABLE "{table}" RENAME TO "{table}_before"')
    for statement in TABLES:
        connection.exec_driver_sql(statement)
    for table, columns in REBUILT.items():
        connection.exec_driver_sql(f'INSERT INTO "{table}" SELECT {columns} FROM "{table}_before" ORDER BY 1')
        connection.exec_driver_sql(f'DROP TABLE "{table}_before"')
    connection.exec_driver_sql("PRAGMA legacy_alter_table=OFF")
