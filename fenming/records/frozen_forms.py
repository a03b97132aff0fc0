"""Forms ordered many at once: an order stays what it was, what was made is made once, as SQL conditions for `frozen`."""

from __future__ import annotations

_PLACE = "(SELECT b.branch_id FROM records_formbatch b WHERE b.id = NEW.batch_id)"
_ABOVE = "COALESCE((SELECT o.parent_id FROM records_organisation o WHERE o.id = NEW.branch_id), 0)"

FORMS = (
    (
        "formbatch_order_kept", "formbatch", ("UPDATE",),
        "OLD.branch_id <> NEW.branch_id OR OLD.year <> NEW.year OR COALESCE(OLD.quarter, 0) <> COALESCE(NEW.quarter, 0) "
        "OR OLD.ending <> NEW.ending OR OLD.stored_as <> NEW.stored_as OR OLD.by_id <> NEW.by_id OR OLD.at <> NEW.at",
        "an order stays as it was given",
    ),
    (
        "formbatch_made_once", "formbatch", ("UPDATE",),
        "OLD.gone_at IS NOT NULL OR (OLD.done_at IS NOT NULL AND (NEW.done_at IS NULL OR OLD.done_at <> NEW.done_at "
        "OR OLD.size <> NEW.size OR OLD.digest <> NEW.digest))", "made once, taken away once",
    ),
    (
        "formsheet_made_once", "formsheet", ("UPDATE",),
        "OLD.done_at IS NOT NULL OR OLD.batch_id <> NEW.batch_id OR OLD.membership_id <> NEW.membership_id "
        "OR OLD.number <> NEW.number OR NEW.done_at IS NULL", "made once",
    ),
    (
        "formsheet_of_the_batch", "formsheet", ("INSERT",),
        f"{_PLACE} <> NEW.branch_id AND {_PLACE} <> {_ABOVE}",
        "not a branch the batch is for",
    ),
)  # fmt: skip
