"""What the trail's actions are called on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ACTION_NAMES: dict[str, _StrPromise] = {
    "consent.allowed": _("Contact was allowed"),
    "consent.refused": _("Contact was refused"),
    "consent.disclosed": _("Data were handed to the customer"),
    "consent.purpose.added": _("A purpose of contact was added"),
    "consent.wording.added": _("A wording of consent was added"),
    "consent.request": _("A request of a customer was handled"),
    "customers.attachment.added": _("A file was added"),
    "customers.attachment.removed": _("A file was removed"),
    "customers.attachment.restored": _("A file was brought back"),
    "customers.customer.assigned": _("The owner was changed"),
    "customers.customer.created": _("A customer was entered"),
    "customers.customer.erased": _("A customer's data were erased"),
    "customers.customer.linked": _("Customers were bound together"),
    "customers.customer.purged": _("A customer left for ever"),
    "customers.customer.put_back": _("A change of a customer was undone"),
    "customers.customer.restored": _("A customer came back from the trash"),
    "customers.customer.tagged": _("Tags were changed"),
    "customers.customer.trashed": _("A customer was moved to the trash"),
    "customers.customer.updated": _("A customer was changed"),
    "fields.field.approved": _("An own field was approved"),
    "fields.field.brought_back": _("An own field was brought back"),
    "fields.field.changed": _("An own field was changed"),
    "fields.field.declined": _("An own field was declined"),
    "fields.field.proposed": _("An own field was proposed"),
    "fields.field.retired": _("An own field was retired"),
    "fields.values.entered": _("Own fields were filled in"),
    "fit.observed": _("How well it fits was noted"),
    "fit.taken_back": _("An observation was taken back"),
    "lists.changed": _("Many rows were changed at once"),
    "lists.exported": _("A list was taken out as a file"),
    "lists.fetched": _("A file that was made in the background was fetched"),
    "lists.seen": _("A long list was looked at"),
    "run.backup.downloaded": _("A backup was downloaded"),
    "run.backup.made": _("A backup was made"),
    "run.backup.restore_asked": _("A restore was asked for"),
    "run.backup.restored": _("A backup was restored"),
    "run.backup.uploaded": _("A backup was uploaded"),
    "staff.company.changed": _("The company's settings were changed"),
    "staff.company.set_up": _("The company was set up"),
    "staff.department.added": _("A department was added"),
    "staff.invited": _("Somebody was invited"),
    "staff.joined": _("Somebody joined"),
    "staff.lay_idle": _("A sign-in ended that nobody used"),
    "staff.let_in": _("Somebody was let in again"),
    "staff.myself.changed": _("Own settings were changed"),
    "staff.role.changed": _("A role or department was changed"),
    "staff.safety.changed": _("The safety of signing in was changed"),
    "staff.sample.removal_wished": _("The sample company was taken out"),
    "staff.sample.wished": _("The sample company was put in"),
    "staff.second_factor.reset": _("A second factor was forgotten"),
    "staff.second_factor.added": _("A second factor was added"),
    "staff.second_factor.removed": _("A second factor was removed"),
    "staff.password.changed": _("A password was changed"),
    "staff.shut_out": _("Somebody was shut out"),
    "staff.sign_in_failed": _("A sign-in did not succeed"),
    "staff.signed_in": _("Signed in"),
    "staff.signed_out": _("Signed out"),
    "staff.trail.redacted": _("Values of an erased person were blanked"),
    "staff.undone": _("Something was undone"),
    "touches.action.done": _("A plan was done"),
    "touches.action.planned": _("Something was planned"),
    "touches.action.postponed": _("A plan was postponed"),
    "touches.action.reassigned": _("A plan was given to another"),
    "touches.action.reopened": _("A plan was opened again"),
    "touches.action.restored": _("A plan came back from the trash"),
    "touches.action.trashed": _("A plan was moved to the trash"),
    "touches.action.updated": _("A plan was changed"),
    "touches.action.put_back": _("A change of a plan was undone"),
    "touches.file.added": _("A file was added to a touch"),
    "touches.file.removed": _("A file was removed from a touch"),
    "touches.file.restored": _("A file of a touch was brought back"),
    "touches.improvement.recorded": _("An improvement was recorded"),
    "touches.improvement.updated": _("An improvement was changed"),
    "touches.text.forgotten": _("A ready text was forgotten"),
    "touches.text.kept": _("A ready text was kept"),
    "touches.touch.recorded": _("A touch was recorded"),
    "touches.touch.restored": _("A touch came back from the trash"),
    "touches.touch.trashed": _("A touch was moved to the trash"),
    "touches.touch.updated": _("A touch was changed"),
    "touches.touch.put_back": _("A change of a touch was undone"),
    "touches.voice.assigned": _("A voice was given to somebody"),
    "touches.voice.moved": _("A voice was moved on"),
    "touches.voice.recorded": _("A voice was recorded"),
    "touches.voice.restored": _("A voice came back from the trash"),
    "touches.voice.trashed": _("A voice was moved to the trash"),
    "touches.voice.updated": _("A voice was changed"),
    "touches.voice.put_back": _("A change of a voice was undone"),
}


def action_name(action: str) -> str:
    """The words for an action; for a kind of action, those of the kind; else the action itself."""
    known = action
    while known and known not in ACTION_NAMES:
        known = known.rpartition(".")[0]
    return str(ACTION_NAMES[known]) if known else action
