from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise import fields
from tortoise.migrations.constraints import UniqueConstraint

class Migration(migrations.Migration):
    dependencies = [('models', '0002_shared_documents')]

    initial = False

    operations = [
        ops.AddField(
            model_name='ApplicationEvent',
            name='client_id',
            field=fields.UUIDField(null=True),
        ),
        ops.AddConstraint(
            model_name='ApplicationEvent',
            constraint=UniqueConstraint(fields=('by_user_id', 'client_id'), name='one_event_per_client_id', condition='client_id IS NOT NULL'),
        ),
    ]
