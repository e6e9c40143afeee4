"""The cooperative's rules: orders, facts, complaints and the entries they lead to. Pure functions.

Beside each order stand its facts (what the form shows and the rule judges) and its rule, which returns every complaint.
"""
