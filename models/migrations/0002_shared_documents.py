from tortoise import migrations
from tortoise.migrations import operations as ops
from models.record import new_id
from models.shared_documents import DocumentRole
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

class Migration(migrations.Migration):
    dependencies = [('models', '0001_initial')]

    initial = False

    operations = [
        ops.CreateModel(
            name='SharedDocument',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ('updated_at', fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ('snapshot', fields.BinaryField(default=b'')),
                ('revision', fields.IntField(default=0)),
            ],
            options={'table': 'shared_documents', 'app': 'models', 'pk_attr': 'id', 'table_description': '`snapshot` is the whole text as one Yjs update, empty at first; what came after it is in the journal.'},
            bases=['Record'],
        ),
        ops.CreateModel(
            name='DocumentMember',
            fields=[
                ('id', fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ('created_at', fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ('updated_at', fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ('document', fields.ForeignKeyField('models.SharedDocument', source_field='document_id', db_constraint=True, to_field='id', related_name='members', on_delete=OnDelete.CASCADE)),
                ('user', fields.ForeignKeyField('models.User', source_field='user_id', db_constraint=True, to_field='id', related_name='document_memberships', on_delete=OnDelete.CASCADE)),
                ('role', fields.CharEnumField(description='EDITOR: editor\nVIEWER: viewer', enum_type=DocumentRole, max_length=20)),
            ],
            options={'table': 'document_members', 'app': 'models', 'unique_together': (('document_id', 'user_id'),), 'indexes': [Index(fields=['user_id'])], 'pk_attr': 'id', 'table_description': 'Somebody who may open a document.'},
            bases=['Record'],
        ),
    ]
