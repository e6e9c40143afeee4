"""People and shares in full: applicants and leavers, lists, scans; classes, numbers, pledges and certificates of shares.

Four tables are made anew because SQLite changes no column in place: a member may have no first day yet, terms and movements know
more kinds. Every row keeps its number and its values, so every seal of the chain stays as it was. Final once released.
"""

from alembic import op

revision, down_revision = "0002", "0001"

REBUILT = {
    "member": ("member_id, number, number_key, title, given_name, family_name, latin_name, sex, birth_date, id_kind, id_number, village, "
               "district, province, phone, group_name, joined_on, left_on, left_reason, payment_mode, note, '', NULL, '', NULL, '', NULL, "
               "'', '', '', '', '', '', '', name_key, search_key, event_id"),
    "share_terms": "terms_id, since, par_value_kip, least_count, most_percent, basis, 'A', 0, '', 0, '', event_id",
    "document": "*",
    "share_line": "*",
}
"""Tables that are made anew, and what their rows become."""

TABLES = (
    """CREATE TABLE member (member_id INTEGER NOT NULL, number TEXT NOT NULL, number_key TEXT NOT NULL, title TEXT NOT
    NULL, given_name TEXT NOT NULL, family_name TEXT NOT NULL, latin_name TEXT NOT NULL, sex TEXT NOT NULL,
    birth_date TEXT, id_kind TEXT NOT NULL, id_number TEXT NOT NULL, village TEXT NOT NULL, district TEXT NOT NULL,
    province TEXT NOT NULL, phone TEXT NOT NULL, group_name TEXT NOT NULL, joined_on TEXT, left_on TEXT, left_reason
    TEXT NOT NULL, payment_mode TEXT NOT NULL, note TEXT NOT NULL, nickname TEXT NOT NULL, applied_on TEXT,
    joined_meeting TEXT NOT NULL, leaving_on TEXT, left_meeting TEXT NOT NULL, id_issued_on TEXT, id_issued_by TEXT
    NOT NULL, household TEXT NOT NULL, bank_account TEXT NOT NULL, language TEXT NOT NULL, consents TEXT NOT NULL,
    plot TEXT NOT NULL, heirs TEXT NOT NULL, name_key BLOB NOT NULL, search_key TEXT NOT NULL, event_id INTEGER NOT
    NULL, CONSTRAINT member_key PRIMARY KEY (member_id), CONSTRAINT member_sex_is_known CHECK (sex IN ('F', 'M',
    '')), CONSTRAINT member_payment_mode_is_known CHECK (payment_mode IN ('cash', 'bank', 'wallet', 'reinvest')),
    CONSTRAINT member_left_reason_is_known CHECK (left_reason IN ('', 'resigned', 'expelled', 'died',
    'transferred')), CONSTRAINT member_language_is_known CHECK (language IN ('', 'lo', 'en', 'lo+en')), CONSTRAINT
    member_joined_on_is_a_day CHECK (joined_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT
    member_left_on_is_a_day CHECK (left_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT
    member_birth_date_is_a_day CHECK (birth_date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT
    member_applied_on_is_a_day CHECK (applied_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT
    member_leaving_on_is_a_day CHECK (leaving_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT
    member_id_issued_on_is_a_day CHECK (id_issued_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT
    member_number_is_short CHECK (length(number) <= 500), CONSTRAINT member_title_is_short CHECK (length(title) <=
    500), CONSTRAINT member_given_name_is_short CHECK (length(given_name) <= 500), CONSTRAINT
    member_family_name_is_short CHECK (length(family_name) <= 500), CONSTRAINT member_latin_name_is_short CHECK
    (length(latin_name) <= 500), CONSTRAINT member_id_kind_is_short CHECK (length(id_kind) <= 500), CONSTRAINT
    member_id_number_is_short CHECK (length(id_number) <= 500), CONSTRAINT member_village_is_short CHECK
    (length(village) <= 500), CONSTRAINT member_district_is_short CHECK (length(district) <= 500), CONSTRAINT
    member_province_is_short CHECK (length(province) <= 500), CONSTRAINT member_phone_is_short CHECK (length(phone)
    <= 500), CONSTRAINT member_group_name_is_short CHECK (length(group_name) <= 500), CONSTRAINT
    member_note_is_short CHECK (length(note) <= 500), CONSTRAINT member_nickname_is_short CHECK (length(nickname) <=
    500), CONSTRAINT member_joined_meeting_is_short CHECK (length(joined_meeting) <= 500), CONSTRAINT
    member_left_meeting_is_short CHECK (length(left_meeting) <= 500), CONSTRAINT member_id_issued_by_is_short CHECK
    (length(id_issued_by) <= 500), CONSTRAINT member_household_is_short CHECK (length(household) <= 500), CONSTRAINT
    member_bank_account_is_short CHECK (length(bank_account) <= 500), CONSTRAINT member_consents_is_short CHECK
    (length(consents) <= 500), CONSTRAINT member_plot_is_short CHECK (length(plot) <= 500), CONSTRAINT
    member_heirs_is_short CHECK (length(heirs) <= 20000), CONSTRAINT member_has_one_number UNIQUE (number),
    CONSTRAINT member_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY
    DEFERRED) STRICT""",
    """CREATE TABLE share_terms (terms_id INTEGER NOT NULL, since TEXT NOT NULL, par_value_kip INTEGER NOT NULL,
    least_count INTEGER NOT NULL, most_percent TEXT NOT NULL, basis TEXT NOT NULL, class_code TEXT NOT NULL,
    instalment_months INTEGER NOT NULL, first_part_percent TEXT NOT NULL, notice_days INTEGER NOT NULL,
    redeem_percent TEXT NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT share_terms_key PRIMARY KEY (terms_id),
    CONSTRAINT share_terms_since_is_a_day CHECK (since GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
    CONSTRAINT share_terms_par_value_kip_fits CHECK (par_value_kip BETWEEN -999999999999999 AND 999999999999999),
    CONSTRAINT share_has_a_value CHECK (par_value_kip > 0), CONSTRAINT share_terms_event_id_exists FOREIGN
    KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE document (document_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, kind TEXT NOT NULL, series_year
    INTEGER NOT NULL, number TEXT NOT NULL, serial INTEGER, doc_date TEXT NOT NULL, member_id INTEGER, customer_id
    INTEGER, payee TEXT NOT NULL, box TEXT NOT NULL, total_kip INTEGER NOT NULL, due_on TEXT, detail TEXT NOT NULL,
    note TEXT NOT NULL, refers INTEGER, likeness TEXT NOT NULL, CONSTRAINT document_key PRIMARY KEY (document_id),
    CONSTRAINT document_has_one_kind_series_year_number UNIQUE (kind, series_year, number), CONSTRAINT
    document_kind_is_known CHECK (kind IN ('share', 'delivery', 'payment', 'advance', 'invoice', 'receipt',
    'expense', 'transfer', 'journal', 'opening', 'opening-item', 'closing', 'appropriation', 'payout', 'reversal',
    'entry-fee', 'par-change')), CONSTRAINT document_doc_date_is_a_day CHECK (doc_date GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT document_due_on_is_a_day CHECK (due_on GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT document_total_kip_fits CHECK (total_kip BETWEEN
    -999999999999999 AND 999999999999999), CONSTRAINT document_number_is_short CHECK (length(number) <= 500),
    CONSTRAINT document_payee_is_short CHECK (length(payee) <= 500), CONSTRAINT document_note_is_short CHECK
    (length(note) <= 500), CONSTRAINT document_likeness_is_short CHECK (length(likeness) <= 500), CONSTRAINT
    document_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry (entry_id), CONSTRAINT document_member_id_exists
    FOREIGN KEY(member_id) REFERENCES member (member_id), CONSTRAINT document_customer_id_exists FOREIGN
    KEY(customer_id) REFERENCES customer (customer_id), CONSTRAINT document_refers_exists FOREIGN KEY(refers)
    REFERENCES document (document_id)) STRICT""",
    """CREATE TABLE share_line (share_line_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER NOT
    NULL, member_id INTEGER NOT NULL, effective_on TEXT NOT NULL, kind TEXT NOT NULL, share_count INTEGER NOT NULL,
    capital_kip INTEGER NOT NULL, paid_kip INTEGER NOT NULL, other_member_id INTEGER, CONSTRAINT share_line_key
    PRIMARY KEY (share_line_id), CONSTRAINT share_line_kind_is_known CHECK (kind IN ('opening', 'subscribe', 'pay',
    'transfer', 'redeem', 'bonus', 'cancel', 'convert', 'par-change', 'reversal')), CONSTRAINT
    share_line_effective_on_is_a_day CHECK (effective_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
    CONSTRAINT share_line_capital_kip_fits CHECK (capital_kip BETWEEN -999999999999999 AND 999999999999999),
    CONSTRAINT share_line_paid_kip_fits CHECK (paid_kip BETWEEN -999999999999999 AND 999999999999999), CONSTRAINT
    share_line_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry (entry_id), CONSTRAINT
    share_line_document_id_exists FOREIGN KEY(document_id) REFERENCES document (document_id), CONSTRAINT
    share_line_member_id_exists FOREIGN KEY(member_id) REFERENCES member (member_id), CONSTRAINT
    share_line_other_member_id_exists FOREIGN KEY(other_member_id) REFERENCES member (member_id)) STRICT""",
    """CREATE TABLE list_item (list_item_id INTEGER NOT NULL, list TEXT NOT NULL, name TEXT NOT NULL, latin_name TEXT
    NOT NULL, district TEXT NOT NULL, province TEXT NOT NULL, note TEXT NOT NULL, is_used INTEGER NOT NULL, name_key
    BLOB NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT list_item_key PRIMARY KEY (list_item_id), CONSTRAINT
    list_item_has_one_list_name UNIQUE (list, name), CONSTRAINT list_item_list_is_known CHECK (list IN ('village',
    'group', 'household')), CONSTRAINT list_item_name_is_short CHECK (length(name) <= 500), CONSTRAINT
    list_item_latin_name_is_short CHECK (length(latin_name) <= 500), CONSTRAINT list_item_district_is_short CHECK
    (length(district) <= 500), CONSTRAINT list_item_province_is_short CHECK (length(province) <= 500), CONSTRAINT
    list_item_note_is_short CHECK (length(note) <= 500), CONSTRAINT list_item_is_used_or_not CHECK (is_used IN (0,
    1)), CONSTRAINT list_item_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY
    DEFERRED) STRICT""",
    """CREATE TABLE content (content_id INTEGER NOT NULL, sha256 TEXT NOT NULL, body BLOB NOT NULL, CONSTRAINT
    content_key PRIMARY KEY (content_id), CONSTRAINT content_has_a_digest CHECK (length(sha256) = 64), CONSTRAINT
    content_body_is_short CHECK (length(body) <= 20000000), CONSTRAINT content_has_one_sha256 UNIQUE (sha256))
    STRICT""",
    """CREATE TABLE attachment (attachment_id INTEGER NOT NULL, subject TEXT NOT NULL, subject_id INTEGER NOT NULL,
    kind TEXT NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL, sha256 TEXT NOT NULL, added_on TEXT NOT NULL,
    takes_away INTEGER, event_id INTEGER NOT NULL, CONSTRAINT attachment_key PRIMARY KEY (attachment_id), CONSTRAINT
    attachment_subject_is_known CHECK (subject IN ('member', 'document')), CONSTRAINT attachment_kind_is_known CHECK
    (kind IN ('photo', 'id-paper', 'application', 'decision', 'heirs', 'other')), CONSTRAINT
    attachment_name_is_short CHECK (length(name) <= 500), CONSTRAINT attachment_added_on_is_a_day CHECK (added_on
    GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT attachment_has_a_digest CHECK (length(sha256) =
    64), CONSTRAINT attachment_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE
    INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE share_class (share_class_id INTEGER NOT NULL, code TEXT NOT NULL, name_lo TEXT NOT NULL, name_en
    TEXT NOT NULL, is_used INTEGER NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT share_class_key PRIMARY KEY
    (share_class_id), CONSTRAINT share_class_code_is_short CHECK (length(code) <= 500), CONSTRAINT
    share_class_name_lo_is_short CHECK (length(name_lo) <= 500), CONSTRAINT share_class_name_en_is_short CHECK
    (length(name_en) <= 500), CONSTRAINT share_class_is_used_or_not CHECK (is_used IN (0, 1)), CONSTRAINT
    share_class_has_one_code UNIQUE (code), CONSTRAINT share_class_event_id_exists FOREIGN KEY(event_id) REFERENCES
    event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE share_extra (share_extra_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, share_line_id INTEGER NOT
    NULL, class_code TEXT NOT NULL, numbers TEXT NOT NULL, CONSTRAINT share_extra_key PRIMARY KEY (share_extra_id),
    CONSTRAINT share_extra_numbers_is_short CHECK (length(numbers) <= 5000), CONSTRAINT share_extra_entry_id_exists
    FOREIGN KEY(entry_id) REFERENCES entry (entry_id), CONSTRAINT share_extra_share_line_id_exists FOREIGN
    KEY(share_line_id) REFERENCES share_line (share_line_id)) STRICT""",
    """CREATE TABLE decision (decision_id INTEGER NOT NULL, entry_id INTEGER NOT NULL, document_id INTEGER NOT NULL,
    meeting TEXT NOT NULL, notice_on TEXT, reason TEXT NOT NULL, CONSTRAINT decision_key PRIMARY KEY (decision_id),
    CONSTRAINT decision_notice_on_is_a_day CHECK (notice_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
    CONSTRAINT decision_meeting_is_short CHECK (length(meeting) <= 500), CONSTRAINT decision_reason_is_short CHECK
    (length(reason) <= 500), CONSTRAINT decision_entry_id_exists FOREIGN KEY(entry_id) REFERENCES entry (entry_id),
    CONSTRAINT decision_document_id_exists FOREIGN KEY(document_id) REFERENCES document (document_id)) STRICT""",
    """CREATE TABLE pledge (pledge_id INTEGER NOT NULL, member_id INTEGER NOT NULL, class_code TEXT NOT NULL,
    pledged_on TEXT NOT NULL, share_count INTEGER NOT NULL, basis TEXT NOT NULL, event_id INTEGER NOT NULL,
    CONSTRAINT pledge_key PRIMARY KEY (pledge_id), CONSTRAINT pledge_pledged_on_is_a_day CHECK (pledged_on GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT pledge_basis_is_short CHECK (length(basis) <= 500),
    CONSTRAINT pledge_binds_or_frees CHECK (share_count <> 0), CONSTRAINT pledge_member_id_exists FOREIGN
    KEY(member_id) REFERENCES member (member_id), CONSTRAINT pledge_event_id_exists FOREIGN KEY(event_id) REFERENCES
    event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE certificate (certificate_id INTEGER NOT NULL, number TEXT NOT NULL, member_id INTEGER NOT NULL,
    class_code TEXT NOT NULL, issued_on TEXT NOT NULL, share_count INTEGER NOT NULL, par_value_kip INTEGER NOT NULL,
    numbers TEXT NOT NULL, replaces INTEGER, event_id INTEGER NOT NULL, CONSTRAINT certificate_key PRIMARY KEY
    (certificate_id), CONSTRAINT certificate_issued_on_is_a_day CHECK (issued_on GLOB
    '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT certificate_has_one_number UNIQUE (number), CONSTRAINT
    certificate_number_is_short CHECK (length(number) <= 500), CONSTRAINT certificate_numbers_is_short CHECK
    (length(numbers) <= 5000), CONSTRAINT certificate_is_for_shares CHECK (share_count > 0), CONSTRAINT
    certificate_member_id_exists FOREIGN KEY(member_id) REFERENCES member (member_id), CONSTRAINT
    certificate_replaces_exists FOREIGN KEY(replaces) REFERENCES certificate (certificate_id), CONSTRAINT
    certificate_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED)
    STRICT""",
    """CREATE TABLE certificate_end (certificate_end_id INTEGER NOT NULL, certificate_id INTEGER NOT NULL, ended_on
    TEXT NOT NULL, reason TEXT NOT NULL, note TEXT NOT NULL, event_id INTEGER NOT NULL, CONSTRAINT
    certificate_end_key PRIMARY KEY (certificate_end_id), CONSTRAINT certificate_end_ended_on_is_a_day CHECK
    (ended_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT certificate_end_has_one_certificate_id
    UNIQUE (certificate_id), CONSTRAINT certificate_end_note_is_short CHECK (length(note) <= 500), CONSTRAINT
    certificate_end_reason_is_known CHECK (reason IN ('changed', 'lost', 'damaged', 'left')), CONSTRAINT
    certificate_end_certificate_id_exists FOREIGN KEY(certificate_id) REFERENCES certificate (certificate_id),
    CONSTRAINT certificate_end_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE
    INITIALLY DEFERRED) STRICT""",
    """CREATE INDEX attachment_by_subject ON attachment (subject, subject_id)""",
    """CREATE INDEX certificate_by_member ON certificate (member_id)""",
    """CREATE INDEX decision_by_entry ON decision (entry_id)""",
    """CREATE INDEX document_by_customer ON document (customer_id, kind, doc_date)""",
    """CREATE INDEX document_by_entry ON document (entry_id)""",
    """CREATE INDEX document_by_member ON document (member_id, doc_date)""",
    """CREATE INDEX document_by_serial ON document (kind, series_year, serial)""",
    """CREATE INDEX member_by_name ON member (name_key)""",
    """CREATE INDEX pledge_by_member ON pledge (member_id)""",
    """CREATE INDEX share_extra_by_entry ON share_extra (entry_id)""",
    """CREATE INDEX share_extra_by_line ON share_extra (share_line_id)""",
    """CREATE INDEX share_line_by_entry ON share_line (entry_id)""",
    """CREATE INDEX share_line_by_member ON share_line (member_id, effective_on)""",
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
