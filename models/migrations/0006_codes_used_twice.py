from tortoise import migrations
from tortoise.migrations import operations as ops
from models.audit import AuditKind
from models.mails import MailKind
from tortoise import fields

class Migration(migrations.Migration):
    dependencies = [('models', '0005_erasure')]

    initial = False

    operations = [
        ops.AlterField(
            model_name='AuditEntry',
            name='kind',
            field=fields.CharEnumField(description='REGISTERED: registered\nSIGNED_IN: signed_in\nSIGN_IN_FAILED: sign_in_failed\nSIGNED_OUT: signed_out\nSESSION_ENDED: session_ended\nSESSION_STOLEN: session_stolen\nEMAIL_VERIFIED: email_verified\nPASSWORD_RESET_REQUESTED: password_reset_requested\nPASSWORD_RESET: password_reset\nPASSWORD_CHANGED: password_changed\nPROVIDER_LINKED: provider_linked\nPROVIDER_UNLINKED: provider_unlinked\nTOTP_ENABLED: totp_enabled\nTOTP_DISABLED: totp_disabled\nTOTP_REUSED: totp_reused\nRECOVERY_CODE_USED: recovery_code_used\nAPI_KEY_CREATED: api_key_created\nAPI_KEY_DELETED: api_key_deleted\nCOPY_REQUESTED: copy_requested\nCOPY_DOWNLOADED: copy_downloaded', enum_type=AuditKind, max_length=40),
        ),
        ops.AlterField(
            model_name='Mail',
            name='kind',
            field=fields.CharEnumField(description='VERIFY_EMAIL: verify_email\nRESET_PASSWORD: reset_password\nPASSWORD_CHANGED: password_changed\nSESSION_STOLEN: session_stolen\nPROVIDER_LINKED: provider_linked\nPROVIDER_UNLINKED: provider_unlinked\nTOTP_ENABLED: totp_enabled\nTOTP_DISABLED: totp_disabled\nTOTP_REUSED: totp_reused\nAPI_KEY_CREATED: api_key_created\nCOPY_READY: copy_ready', enum_type=MailKind, max_length=30),
        ),
    ]
