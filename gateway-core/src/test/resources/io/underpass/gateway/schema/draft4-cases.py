"""Draws schemas and instances at random and lets Python's jsonschema (Draft4Validator) judge them.

python3 draft4-cases.py > draft4-cases.tsv     (schema, instance, whether it fits)
"""

import json
import random

from jsonschema import Draft4Validator

RANDOM = random.Random(20261123)
NAMES = ["a", "b", "ab"]
TYPES = ["array", "boolean", "integer", "null", "number", "object", "string"]


def instance(depth):
    kinds = ["int", "float", "string", "bool", "null"] + (["array", "object", "array", "object"] if depth else [])
    kind = RANDOM.choice(kinds)
    if kind == "int":
        return RANDOM.randint(-2, 4)
    if kind == "float":
        return RANDOM.choice([0.5, 1.5, 2.0, -1.0, 3.25])
    if kind == "string":
        return RANDOM.choice(["", "a", "ab", "abc", "\U0001F600", "b1"])
    if kind == "bool":
        return RANDOM.choice([True, False])
    if kind == "null":
        return None
    if kind == "array":
        return [instance(depth - 1) for _ in range(RANDOM.randint(0, 3))]
    return {name: instance(depth - 1) for name in RANDOM.sample(NAMES, RANDOM.randint(0, 3))}


def schema(depth):
    drawn = {}
    for _ in range(RANDOM.choice([1, 1, 2, 3])):
        keyword = RANDOM.choice(PLAIN + (NESTED if depth else []))
        drawn.update(keyword(depth - 1))
    if depth == 3 and RANDOM.random() < 0.4:
        drawn["definitions"] = {"d": schema(1)}
    elif depth == 2 and RANDOM.random() < 0.3:
        return {"$ref": "#/definitions/d"}
    return drawn


def schemas(depth):
    return [schema(depth) for _ in range(RANDOM.randint(1, 3))]


PLAIN = [
    lambda depth: {"type": RANDOM.choice(TYPES)},
    lambda depth: {"type": RANDOM.choice(["object", "array"])},
    lambda depth: {"type": RANDOM.sample(TYPES, 2)},
    lambda depth: {"enum": [instance(1) for _ in range(4)]},
    lambda depth: {"minimum": RANDOM.randint(-1, 2), "exclusiveMinimum": RANDOM.choice([True, False])},
    lambda depth: {"maximum": RANDOM.choice([1, 2.5, 3]), "exclusiveMaximum": RANDOM.choice([True, False])},
    lambda depth: {"multipleOf": RANDOM.choice([1, 2, 3, 0.5, 0.25])},
    lambda depth: {"minLength": RANDOM.randint(0, 3)},
    lambda depth: {"maxLength": RANDOM.randint(0, 3)},
    lambda depth: {"pattern": RANDOM.choice(["^a", "b$", "^[a-b]+$", "[0-9]"])},
    lambda depth: {"minItems": RANDOM.randint(0, 2)},
    lambda depth: {"maxItems": RANDOM.randint(0, 2)},
    lambda depth: {"uniqueItems": RANDOM.choice([True, True, False])},
    lambda depth: {"minProperties": RANDOM.randint(0, 2)},
    lambda depth: {"maxProperties": RANDOM.randint(0, 2)},
    lambda depth: {"required": RANDOM.sample(NAMES, RANDOM.randint(1, 2))},
    lambda depth: {"additionalProperties": False, "properties": {"a": {}}},
    lambda depth: {"additionalProperties": False, "patternProperties": {"^a": {}}},
    lambda depth: {"additionalItems": False, "items": [{}, {}]},
    lambda depth: {"dependencies": {"a": ["b"]}},
]
NESTED = [
    lambda depth: {"properties": {name: schema(depth) for name in RANDOM.sample(NAMES, 2)}},
    lambda depth: {"patternProperties": {"^a": schema(depth), "b$": schema(depth)}},
    lambda depth: {"additionalProperties": schema(depth)},
    lambda depth: {"items": schema(depth)},
    lambda depth: {"items": schemas(depth), "additionalItems": schema(depth)},
    lambda depth: {"dependencies": {"b": schema(depth)}},
    lambda depth: {"allOf": schemas(depth)},
    lambda depth: {"anyOf": schemas(depth)},
    lambda depth: {"oneOf": schemas(depth)},
    lambda depth: {"not": schema(depth)},
]


def main():
    counts = {True: 0, False: 0}
    while sum(counts.values()) < 600:
        drawn, value = schema(3), instance(3)
        dangling = "$ref" in json.dumps(drawn) and "definitions" not in drawn
        if dangling or not Draft4Validator(Draft4Validator.META_SCHEMA).is_valid(drawn):
            continue
        fits = Draft4Validator(drawn).is_valid(value)
        if counts[fits] < 300:
            counts[fits] += 1
            print(json.dumps(drawn), json.dumps(value), str(fits).lower(), sep="\t")


main()
