"""Tables of Fenming, one module a noun; everything else imports them from here."""

from .account import Account, AccountManager
from .appeal import Acknowledgement, Appeal, Hearing, RecordRequest
from .correction import Correction
from .demo import DemoDay
from .disposal import Disposal, DisposalDecision, DisposalFiling, DisposalFilingEvent
from .enquiry import Enquiry
from .evidence import Evidence
from .filing import Filing, FilingEvent
from .form_batch import FormBatch, FormSheet
from .form_template import FormTemplate
from .handling import HandlerRequest, Handling
from .imported import Import
from .ledger import LedgerEntry
from .matter import Assessment, Fact, Matter, Reply
from .meeting import Addendum, AgendaItem, Attendance, Determination, Meeting, Resolution, Topic
from .notice import Notice, Outbox
from .objection import Finding, Objection, ReportBack
from .opening import Opening
from .organisation import Holiday, Membership, Office, Organisation, Pause, Person, Standing
from .people import Absence, Arrival, Departure, ProbationApproval, ProbationEvent
from .period import MemberMonth, Month, Quarter, Year
from .posting import Posting, PostingEvent, PostingLine
from .received import Received, ReceivedEvent
from .rectification import Rectification, RectificationEvent
from .reminder import CalendarFeed, MailReminder, MailSent
from .reopening import Reopening
from .report import AccessEvent, Judgement, Reporter, ReportInquiry
from .roll_call import RollCall, RollCallMark
from .settlement import AppraisalGrade, Settlement, SettlementEvent, SettlementLine, SignOff
from .standard import StandardVersion
from .talk import Talk
from .trail import AuditEvent, IdempotencyKey, PersonalText
from .tree import Affiliation, Grouping, OrganisationEvent
from .uses import BottomResolution, Incentive, UseDecision, UseList, UseProposal
from .veto import Veto

__all__ = [
    "Absence",
    "AccessEvent",
    "Account",
    "AccountManager",
    "Acknowledgement",
    "Addendum",
    "Affiliation",
    "AgendaItem",
    "Appeal",
    "AppraisalGrade",
    "Arrival",
    "Assessment",
    "Attendance",
    "AuditEvent",
    "BottomResolution",
    "CalendarFeed",
    "Correction",
    "DemoDay",
    "Departure",
    "Determination",
    "Disposal",
    "DisposalDecision",
    "DisposalFiling",
    "DisposalFilingEvent",
    "Enquiry",
    "Evidence",
    "Fact",
    "Filing",
    "FilingEvent",
    "Finding",
    "FormBatch",
    "FormSheet",
    "FormTemplate",
    "Grouping",
    "HandlerRequest",
    "Handling",
    "Hearing",
    "Holiday",
    "IdempotencyKey",
    "Import",
    "Incentive",
    "Judgement",
    "LedgerEntry",
    "MailReminder",
    "MailSent",
    "Matter",
    "Meeting",
    "MemberMonth",
    "Membership",
    "Month",
    "Notice",
    "Objection",
    "Office",
    "Opening",
    "Organisation",
    "OrganisationEvent",
    "Outbox",
    "Pause",
    "Person",
    "PersonalText",
    "Posting",
    "PostingEvent",
    "PostingLine",
    "ProbationApproval",
    "ProbationEvent",
    "Quarter",
    "Received",
    "ReceivedEvent",
    "RecordRequest",
    "Rectification",
    "RectificationEvent",
    "Reopening",
    "Reply",
    "ReportBack",
    "ReportInquiry",
    "Reporter",
    "Resolution",
    "RollCall",
    "RollCallMark",
    "Settlement",
    "SettlementEvent",
    "SettlementLine",
    "SignOff",
    "StandardVersion",
    "Standing",
    "Talk",
    "Topic",
    "UseDecision",
    "UseList",
    "UseProposal",
    "Veto",
    "Year",
]
