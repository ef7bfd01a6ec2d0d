"""Add and remove protection and counting rules."""

import dataclasses

from jointdesk.domain.actors import Actor
from jointdesk.domain.errors import NotFoundError, WrongUseError
from jointdesk.domain.items import DELETED, Write
from jointdesk.domain.rules import Rule
from jointdesk.operations.ids import new_id
from jointdesk.store.changes import record
from jointdesk.store.collections import list_collections
from jointdesk.store.desk import Desk
from jointdesk.store.rules import ITEM_TYPE, list_rules, rule_fields


def add_rule(desk: Desk, actor: Actor, rule: Rule) -> str:
    """Add a rule (its own id is ignored) and return the id.

    Raises:
        WrongUseError: it sets nothing, or its tier is not 1 to 4.
        NotFoundError: its collection is not known.
    """
    if rule.tier is None and rule.all_day is None and rule.counts is None:
        raise WrongUseError("A rule must set something: tier, all_day or counts.")
    if rule.tier is not None and not 1 <= rule.tier <= 4:
        raise WrongUseError("A tier is 1 (protected) to 4 (movable).")
    known = {collection.id for collection in list_collections(desk.connection)}
    if rule.collection_id is not None and rule.collection_id not in known:
        raise NotFoundError(f"There is no calendar with the id {rule.collection_id}.")
    made = dataclasses.replace(rule, id=new_id())
    record(desk, actor, "Added a rule", [Write(made.id, ITEM_TYPE, rule_fields(made))])
    return made.id


def remove_rule(desk: Desk, actor: Actor, rule_id: str) -> None:
    """Take a rule away.

    Raises:
        NotFoundError: there is none with that id.
    """
    if all(rule.id != rule_id for rule in list_rules(desk.connection)):
        raise NotFoundError(f"There is no rule with the id {rule_id}.")
    record(desk, actor, "Removed a rule", [Write(rule_id, ITEM_TYPE, {DELETED: True})])
