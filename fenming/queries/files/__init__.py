"""A year settled from files, without a database: standard, roster and ledger in, statements out.

``settlement.py`` is the way in; the order of travel is tables → columns → cells → roster,
ledger → settlement → results, statements.
"""
