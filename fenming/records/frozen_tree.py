"""The tree of organisations: what stands above what, one place at a time, and a history that stays, as SQL conditions for `frozen` (R10, A34)."""

from __future__ import annotations

_KIND_ABOVE = "COALESCE((SELECT p.kind FROM records_organisation p WHERE p.id = NEW.parent_id), '')"
_KIND_OF = "(SELECT o.kind FROM records_organisation o WHERE o.id = NEW.{column})"
_PARENT_OF = "(SELECT o.parent_id FROM records_organisation o WHERE o.id = NEW.{column})"

TREE = (
    # With the kinds in this order, and none ever altered, no organisation can come to stand under itself.
    (
        "organisation_kinds_in_order", "organisation", ("INSERT", "UPDATE"),
        "(NEW.kind = 'committee' AND NEW.parent_id IS NOT NULL) "
        f"OR (NEW.kind IN ('general_branch', 'branch') AND {_KIND_ABOVE} <> 'committee') "
        f"OR (NEW.kind = 'group' AND {_KIND_ABOVE} <> 'branch')", "not what stands above such an organisation",
    ),
    (
        "organisation_place_kept", "organisation", ("UPDATE",),
        "OLD.kind <> NEW.kind OR COALESCE(OLD.parent_id, 0) <> COALESCE(NEW.parent_id, 0) OR OLD.since <> NEW.since "
        "OR (OLD.until IS NOT NULL AND (NEW.until IS NULL OR OLD.until <> NEW.until))",
        "an organisation stays what and where it is",
    ),
    (
        "affiliation_under_the_same_committee", "affiliation", ("INSERT",),
        f"{_KIND_OF.format(column='branch_id')} <> 'branch' "
        f"OR {_KIND_OF.format(column='general_id')} <> 'general_branch' "
        f"OR {_PARENT_OF.format(column='branch_id')} <> {_PARENT_OF.format(column='general_id')}",
        "not a general branch above a branch of the same committee",
    ),
    (
        "affiliation_one_at_a_time", "affiliation", ("INSERT", "UPDATE"),
        "EXISTS (SELECT 1 FROM records_affiliation a WHERE a.branch_id = NEW.branch_id AND a.id <> NEW.id "
        "AND (NEW.until IS NULL OR a.since <= NEW.until) AND (a.until IS NULL OR a.until >= NEW.since))",
        "it belongs to another general branch then",
    ),
    (
        "affiliation_only_ended", "affiliation", ("UPDATE",),
        "OLD.until IS NOT NULL OR NEW.until IS NULL OR OLD.branch_id <> NEW.branch_id OR OLD.since <> NEW.since "
        "OR OLD.general_id <> NEW.general_id OR OLD.resolution <> NEW.resolution OR OLD.by_id <> NEW.by_id "
        "OR NEW.end_resolution = '' OR NEW.ended_by_id IS NULL", "it is only ended, once, by a resolution",
    ),
    (
        "grouping_in_a_group_of_the_branch", "grouping", ("INSERT",),
        f"{_KIND_OF.format(column='group_id')} <> 'group' OR {_PARENT_OF.format(column='group_id')} <> NEW.branch_id",
        "not a group of this branch",
    ),
    (
        "grouping_one_at_a_time", "grouping", ("INSERT", "UPDATE"),
        "EXISTS (SELECT 1 FROM records_grouping g WHERE g.membership_id = NEW.membership_id AND g.id <> NEW.id "
        "AND (NEW.until IS NULL OR g.since <= NEW.until) AND (g.until IS NULL OR g.until >= NEW.since))",
        "the member belongs to another group then",
    ),
    (
        "grouping_only_ended", "grouping", ("UPDATE",),
        "OLD.until IS NOT NULL OR NEW.until IS NULL OR OLD.membership_id <> NEW.membership_id "
        "OR OLD.since <> NEW.since OR OLD.group_id <> NEW.group_id OR OLD.resolution <> NEW.resolution "
        "OR OLD.by_id <> NEW.by_id OR NEW.end_resolution = '' OR NEW.ended_by_id IS NULL",
        "it is only ended, once, by a resolution",
    ),
    # A general branch sees how far its branches are; to review is the committee's, and a group has no offices.
    (
        "office_where_it_belongs", "office", ("INSERT", "UPDATE"),
        f"({_KIND_OF.format(column='organisation_id')} = 'general_branch') <> (NEW.role = 'general_officer') "
        f"OR {_KIND_OF.format(column='organisation_id')} = 'group'", "not an office of such an organisation",
    ),
)  # fmt: skip
