from tortoise import migrations
from tortoise.migrations import operations as ops
from models.personal_copies import DoomedKind
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0004_accounts')]

    initial = False

    operations = [
        ops.AddIndex(
            model_name='Application',
            index=Index(fields=['job_id']),
        ),
        ops.AddIndex(
            model_name='ApplicationEvent',
            index=Index(fields=['by_user_id']),
        ),
        ops.RenameField(
            model_name='DoomedObject',
            old_name='storage_key',
            new_name='name',
        ),
        ops.AddField(
            model_name='DoomedObject',
            name='kind',
            field=fields.CharEnumField(description='FILES: files\nCHANNEL: channel\nWRITING: writing\nDOCUMENT: document\nCOUNTS: counts', enum_type=DoomedKind, max_length=20),
        ),
        ops.AddIndex(
            model_name='DoomedObject',
            index=Index(fields=['updated_at']),
        ),
        ops.AddIndex(
            model_name='Export',
            index=Index(fields=['generation_id']),
        ),
        ops.AddIndex(
            model_name='Generation',
            index=Index(fields=['application_id']),
        ),
        ops.AddIndex(
            model_name='Import',
            index=Index(fields=['user_id']),
        ),
        ops.AddIndex(
            model_name='Import',
            index=Index(fields=['resume_id']),
        ),
        ops.AddIndex(
            model_name='Member',
            index=Index(fields=['user_id']),
        ),
        ops.AddIndex(
            model_name='RefreshToken',
            index=Index(fields=['session_id']),
        ),
    ]
