"""What people do to customers: one function per intent, whole or not at all, on the trail."""

from __future__ import annotations

from goen.shop.customers.operations.changing import (
    CustomerUpdate,
    put_back_customers,
    update_customers,
)
from goen.shop.customers.operations.entering import NewCustomer, create_customers
from goen.shop.customers.operations.files import (
    add_attachment,
    remove_attachment,
    restore_attachment,
)
from goen.shop.customers.operations.links import (
    CannotLink,
    link_household,
    link_introducer,
    link_parent,
    unlink,
)
from goen.shop.customers.operations.many import assign_owner, tag_customers
from goen.shop.customers.operations.purge import purge_trash
from goen.shop.customers.operations.removing import remove_unused_customers
from goen.shop.customers.operations.saving import (
    SomeoneSavedFirst,
    create_customer,
    put_back,
    update_customer,
)
from goen.shop.customers.operations.trash import restore_customers, trash_customers
from goen.shop.customers.operations.undo import undo_customer, undo_many

__all__ = [
    "CannotLink",
    "CustomerUpdate",
    "NewCustomer",
    "SomeoneSavedFirst",
    "add_attachment",
    "assign_owner",
    "create_customer",
    "create_customers",
    "link_household",
    "link_introducer",
    "link_parent",
    "purge_trash",
    "put_back",
    "put_back_customers",
    "remove_attachment",
    "remove_unused_customers",
    "restore_attachment",
    "restore_customers",
    "tag_customers",
    "trash_customers",
    "undo_customer",
    "undo_many",
    "unlink",
    "update_customer",
    "update_customers",
]
