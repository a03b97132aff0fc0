"""Tables of Fenming, one module a noun; everything else imports them from here."""

from .account import Account, AccountManager
from .demo import DemoDay
from .ledger import LedgerEntry
from .matter import Assessment, Fact, Matter, Reply
from .meeting import AgendaItem, Attendance, Determination, Meeting, Resolution
from .organisation import Holiday, Membership, Office, Organisation, Person, Standing
from .period import MemberMonth, Month, Quarter, Year
from .posting import Posting, PostingEvent, PostingLine
from .settlement import Settlement, SettlementEvent, SettlementLine
from .standard import StandardVersion
from .trail import AuditEvent, IdempotencyKey, PersonalText

__all__ = [
    "Account",
    "AccountManager",
    "AgendaItem",
    "Assessment",
    "Attendance",
    "AuditEvent",
    "DemoDay",
    "Determination",
    "Fact",
    "Holiday",
    "IdempotencyKey",
    "LedgerEntry",
    "Matter",
    "Meeting",
    "MemberMonth",
    "Membership",
    "Month",
    "Office",
    "Organisation",
    "Person",
    "PersonalText",
    "Posting",
    "PostingEvent",
    "PostingLine",
    "Quarter",
    "Reply",
    "Resolution",
    "Settlement",
    "SettlementEvent",
    "SettlementLine",
    "StandardVersion",
    "Standing",
    "Year",
]
