from tortoise import migrations
from tortoise.migrations import operations as ops
from models.audit import AuditKind
from models.mails import MailKind
from models.record import new_id
from models.sessions import SessionEnd
from models.status import Status
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0003_client_ids')]

    initial = False

    operations = [
        ops.CreateModel(
            name='ApiKey',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ('updated_at', fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_constraint=True, to_field='id', related_name='api_keys', on_delete=OnDelete.CASCADE)),
                ('name', fields.CharField(max_length=100)),
                ('hint', fields.CharField(max_length=16)),
                ('digest', fields.CharField(unique=True, max_length=64)),
                ('scopes', fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ('expires_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('last_used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'api_keys', 'app': 'models', 'indexes': [Index(fields=['user_id', 'id'])], 'pk_attr': 'id', 'table_description': 'A key by its SHA-256; `hint` is its beginning, by which a person recognises it.'},
            bases=['Record'],
        ),
        ops.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ('updated_at', fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_constraint=True, to_field='id', related_name='audit_entries', on_delete=OnDelete.CASCADE)),
                ('kind', fields.CharEnumField(description='REGISTERED: registered\nSIGNED_IN: signed_in\nSIGN_IN_FAILED: sign_in_failed\nSIGNED_OUT: signed_out\nSESSION_ENDED: session_ended\nSESSION_STOLEN: session_stolen\nEMAIL_VERIFIED: email_verified\nPASSWORD_RESET_REQUESTED: password_reset_requested\nPASSWORD_RESET: password_reset\nPASSWORD_CHANGED: password_changed\nPROVIDER_LINKED: provider_linked\nPROVIDER_UNLINKED: provider_unlinked\nTOTP_ENABLED: totp_enabled\nTOTP_DISABLED: totp_disabled\nRECOVERY_CODE_USED: recovery_code_used\nAPI_KEY_CREATED: api_key_created\nAPI_KEY_DELETED: api_key_deleted\nCOPY_REQUESTED: copy_requested\nCOPY_DOWNLOADED: copy_downloaded', enum_type=AuditKind, max_length=40)),
                ('device', fields.CharField(default='', max_length=200)),
                ('place', fields.CharField(default='', max_length=64)),
                ('facts', fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={'table': 'audit_entries', 'app': 'models', 'indexes': [Index(fields=['user_id', 'id']), Index(fields=['created_at'])], 'pk_attr': 'id', 'table_description': 'One event, never changed; kept for a year, or until the account is erased.'},
            bases=['Record'],
        ),
        ops.CreateModel(
            name='Authenticator',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ('updated_at', fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ('user', fields.OneToOneField('models.User', source_field='user_id', db_constraint=True, to_field='id', related_name='authenticator', on_delete=OnDelete.CASCADE)),
                ('secret', fields.TextField(unique=False)),
                ('confirmed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('last_step', fields.BigIntField(default=0)),
            ],
            options={'table': 'authenticators', 'app': 'models', 'pk_attr': 'id', 'table_description': "A person's authenticator app; it counts from `confirmed_at` on."},
            bases=['Record'],
        ),
        ops.CreateModel(
            name='DoomedObject',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ('updated_at', fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ('storage_key', fields.CharField(max_length=200)),
            ],
            options={'table': 'doomed_objects', 'app': 'models', 'pk_attr': 'id', 'table_description': 'Something that an erased account leaves outside the database, written down until it is gone.'},
            bases=['Record'],
        ),
        ops.CreateModel(
            name='Identity',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ('updated_at', fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_constraint=True, to_field='id', related_name='identities', on_delete=OnDelete.CASCADE)),
                ('provider', fields.CharField(max_length=20)),
                ('subject', fields.CharField(max_length=255)),
                ('email', fields.CharField(default='', max_length=320)),
            ],
            options={'table': 'identities', 'app': 'models', 'unique_together': (('provider', 'subject'), ('user_id', 'provider')), 'pk_attr': 'id', 'table_description': "`subject` is the provider's own id of the person: it stays when their address changes."},
            bases=['Record'],
        ),
        ops.CreateModel(
            name='Mail',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ('updated_at', fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_constraint=True, to_field='id', related_name='mails', on_delete=OnDelete.CASCADE)),
                ('kind', fields.CharEnumField(description='VERIFY_EMAIL: verify_email\nRESET_PASSWORD: reset_password\nPASSWORD_CHANGED: password_changed\nSESSION_STOLEN: session_stolen\nPROVIDER_LINKED: provider_linked\nPROVIDER_UNLINKED: provider_unlinked\nTOTP_ENABLED: totp_enabled\nTOTP_DISABLED: totp_disabled\nAPI_KEY_CREATED: api_key_created\nCOPY_READY: copy_ready', enum_type=MailKind, max_length=30)),
                ('facts', fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ('expires_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('sent_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('failed_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'mails', 'app': 'models', 'indexes': [Index(fields=['user_id', 'kind']), Index(fields=['sent_at', 'created_at'])], 'pk_attr': 'id', 'table_description': 'One mail. Its words are made when it is sent, so no secret link is ever stored.'},
            bases=['Record'],
        ),
        ops.CreateModel(
            name='PersonalCopy',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ('updated_at', fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_constraint=True, to_field='id', related_name='personal_copies', on_delete=OnDelete.CASCADE)),
                ('status', fields.CharEnumField(default=Status.PENDING, description='PENDING: pending\nRUNNING: running\nCOMPLETED: completed\nFAILED: failed\nCANCELLED: cancelled', enum_type=Status, max_length=20)),
                ('size', fields.IntField(null=True)),
                ('sha256', fields.CharField(null=True, max_length=64)),
                ('storage_key', fields.CharField(null=True, max_length=200)),
                ('problem', fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                ('expires_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ('finished_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'personal_copies', 'app': 'models', 'indexes': [Index(fields=['user_id', 'id']), Index(fields=['status', 'updated_at'])], 'pk_attr': 'id', 'table_description': 'One ZIP, made by a job and kept until `expires_at`.'},
            bases=['Record'],
        ),
        ops.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ('updated_at', fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_constraint=True, to_field='id', related_name='recovery_codes', on_delete=OnDelete.CASCADE)),
                ('salt', fields.CharField(max_length=32)),
                ('digest', fields.CharField(max_length=64)),
                ('used_at', fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={'table': 'recovery_codes', 'app': 'models', 'indexes': [Index(fields=['user_id'])], 'pk_attr': 'id', 'table_description': 'A code that stands in for the app once, by its salted SHA-256.'},
            bases=['Record'],
        ),
        ops.AlterField(
            model_name='Session',
            name='ended_by',
            field=fields.CharEnumField(null=True, description='LOGOUT: logout\nREVOKED: revoked\nPASSWORD: password\nREUSE: reuse', enum_type=SessionEnd, max_length=20),
        ),
    ]
