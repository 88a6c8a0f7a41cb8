"""Every table that holds something about a person, and what becomes of it.

A test compares this with the records and with the database itself: a table or a column that is not here
fails it.
"""

from collections.abc import Mapping
from typing import Final

from career import audit, exports, mails, outbox
from career.personal_data.inventory import COPIES_KEPT, ChannelTable, Table, span
from career.storage import Folder
from models.api_keys import ApiKey
from models.applications import Application, ApplicationEvent
from models.audit import AuditEntry
from models.companies import Member
from models.exports import Export
from models.generations import Generation, GenerationVersion
from models.idempotency import IdempotentCall
from models.identities import Identity
from models.jobs import Job
from models.mails import Mail
from models.outbox import OutboxEvent
from models.personal_copies import PersonalCopy
from models.profiles import Profile
from models.resumes import Import, Resume
from models.second_factors import Authenticator, RecoveryCode
from models.sessions import RefreshToken, Session
from models.shared_documents import DocumentMember, SharedDocument
from models.users import User

_PLACE: Final = "where the file lies with us; the file itself is in the copy"
_DIGEST: Final = "a digest, by which we recognise it and from which nobody can make it"

IMPERSONAL: Final[Mapping[str, str]] = {
    "companies": "what a company says of itself",
    "doomed_objects": "what an erased account left elsewhere, by ids alone, for a quarter of an hour",
    "tortoise_migrations": "which migrations were applied",
}
"""Tables with nothing about a person, and what they hold."""

TABLES: Final = (
    Table(
        record=User,
        holds="address, name, role, and whether the address was confirmed",
        whose="id",
        file="account.json",
        alone=True,
        given="email name role email_verified_at",
        withheld={
            "password_hash": "the password as Argon2id, sealed, which recognises it and does not tell it"
        },
        kept="until the account is erased",
    ),
    Table(
        record=Profile,
        holds="everything stated about one's career, contact details included",
        file="profile.json",
        alone=True,
        given="version document",
    ),
    Table(
        record=Resume,
        holds="names, sizes and kinds of uploaded files",
        file="resumes.json",
        given="filename media_type size sha256",
        withheld={"storage_key": _PLACE},
        folder=Folder.RESUMES,
    ),
    Table(
        record=Import,
        holds="what was read from an uploaded file, and what was accepted of it",
        file="imports.json",
        given="resume_id status step percent reading problem accepted started_at finished_at decided_at",
        at_once=5,
    ),
    Table(
        record=Job,
        holds="postings that one wrote down, for oneself or for one's company",
        file="postings.json",
        given="company_record_id status title company remote text fingerprint source_url version "
        "summary document",
        withheld={"search": "an index over the text"},
        at_once=20,
        erased="one's own with the account; a company's pass to another member of it, and without one go "
        "with the company, while whoever had them on the tracker keeps a copy",
    ),
    Table(
        record=Application,
        holds="postings on one's tracker, their stage, and notes",
        file="applications.json",
        given="job_id stage note moved_at",
    ),
    Table(
        record=ApplicationEvent,
        holds="each move of an application, with its note",
        whose="application__user_id",
        file="application_events.json",
        given="application_id kind stage previous note by_user_id client_id",
        erased="with the account; what one wrote to the application of somebody else stays without the name",
    ),
    Table(
        record=Generation,
        holds="resumes and letters that were written for one, with the profile that they rest on",
        file="generations.json",
        given="job_id application_id kind status attempt step percent tone length instructions "
        "template language text number edited base letter changes edits refusals questions "
        "score_before score_after model prompt_version inputs_hash tokens problem started_at "
        "finished_at",
        at_once=5,
    ),
    Table(
        record=GenerationVersion,
        holds="each text of a resume or letter as it once stood",
        whose="generation__user_id",
        file="generation_versions.json",
        given="generation_id number text made_by",
        at_once=20,
    ),
    Table(
        record=SharedDocument,
        holds="texts that one writes with others",
        whose="members__user_id",
        file="shared_documents.json",
        given="revision",
        withheld={"snapshot": "the text as a Yjs update, which is a file of its own in the copy"},
        erased="where nobody else is a member, with the account; else it stays with the others",
    ),
    Table(
        record=DocumentMember,
        holds="which shared texts one may open",
        file="shared_document_memberships.json",
        given="document_id role",
        kept="until one is shown out, or the account is erased",
    ),
    Table(
        record=Member,
        holds="the companies that one hires for, and as what",
        file="company_memberships.json",
        given="company_id role",
        beside={"company": "company__name"},
        kept="until one leaves, or the account is erased",
    ),
    Table(
        record=Session,
        holds="sign-ins, with the device and the network (/24 or /48) that each came from",
        file="sessions.json",
        given="device place last_seen_at expires_at ended_at ended_by",
        kept="one day longer than it could be prolonged",
    ),
    Table(
        record=RefreshToken,
        holds="when a sign-in was prolonged",
        whose="session__user_id",
        file="refresh_tokens.json",
        given="session_id used_at",
        withheld={"digest": _DIGEST},
        kept="as long as its sign-in",
    ),
    Table(
        record=Authenticator,
        holds="the authenticator app",
        file="authenticator.json",
        alone=True,
        given="confirmed_at last_step",
        withheld={"secret": "what the app makes its codes of; sealed, and never shown again"},
    ),
    Table(
        record=RecoveryCode,
        holds="recovery codes, and when one was used",
        file="recovery_codes.json",
        given="used_at",
        withheld={"salt": "a part of the digest", "digest": _DIGEST},
    ),
    Table(
        record=Identity,
        holds="accounts elsewhere with which one signs in",
        file="identities.json",
        given="provider subject email",
    ),
    Table(
        record=ApiKey,
        holds="names, scopes and last use of one's keys",
        file="api_keys.json",
        given="name hint scopes expires_at last_used_at",
        withheld={"digest": _DIGEST},
    ),
    Table(
        record=AuditEntry,
        holds="what happened to the account, on which device and network",
        file="audit_log.json",
        given="kind device place facts",
        kept=f"{span(audit.KEPT)}, or until the account is erased",
    ),
    Table(
        record=Mail,
        holds="which mails were sent, and what they mention; their words are made when they are sent",
        file="mails.json",
        given="kind facts expires_at used_at sent_at failed_at",
        kept=span(mails.KEPT),
    ),
    ChannelTable(
        record=OutboxEvent,
        holds="what was told on one's channels",
        file="events.json",
        given="channel body published_at",
        kept=f"{span(outbox.KEPT)} after it was told",
    ),
    Table(
        record=IdempotentCall,
        holds="answers to requests that carried an `Idempotency-Key`",
        file="idempotent_calls.json",
        given="key status",
        withheld={
            "fingerprint": "a digest of the request",
            "body": "the answer as it was given, which repeats what is in other files",
        },
        kept="one day",
    ),
    Table(
        record=PersonalCopy,
        holds="when a copy like this one was made",
        file="copies.json",
        given="status size sha256 problem expires_at finished_at",
        withheld={"storage_key": "where the file lies with us"},
        kept=span(COPIES_KEPT),
    ),
    # Files made by us come last: when a copy is full, it is these that can be made again.
    Table(
        record=Export,
        holds="files made of one's resumes and letters",
        file="exports.json",
        given="generation_id status format template paper filename size sha256 downloads proof "
        "problem expires_at finished_at",
        withheld={"storage_key": _PLACE},
        folder=Folder.EXPORTS,
        kept=span(exports.KEPT),
    ),
)
