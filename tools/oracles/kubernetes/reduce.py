"""Writes what an API server takes of the objects that charts may make, as JSON Schema: of Kubernetes' swagger.json, or
of operators' CustomResourceDefinitions.

    reduce.py kubernetes swagger.json > 1.36.json
    reduce.py operators crd.yaml ... > operators.json

What says nothing of a manifest's form is left out: descriptions, status, defaults. An object takes no other fields than
it has, as with kubectl's --validate=strict.
"""

import json
import sys

KINDS = {
    ("", "v1"): ["ConfigMap", "PersistentVolumeClaim", "Pod", "Secret", "Service", "ServiceAccount"],
    ("apps", "v1"): ["Deployment", "StatefulSet"],
    ("autoscaling", "v2"): ["HorizontalPodAutoscaler"],
    ("batch", "v1"): ["CronJob", "Job"],
    ("networking.k8s.io", "v1"): ["NetworkPolicy"],
    ("policy", "v1"): ["PodDisruptionBudget"],
    ("rbac.authorization.k8s.io", "v1"): ["Role", "RoleBinding"],
}
KEPT = {
    "enum", "maxItems", "maxLength", "maxProperties", "maximum", "minItems", "minLength", "minProperties", "minimum",
    "pattern", "required",
}
QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity"


def plain(schema):
    """One schema in draft 2020-12, without what is not kept."""
    if schema.get("format") == "int-or-string" or schema.get("x-kubernetes-int-or-string"):
        return {"type": ["integer", "string"]}
    if "$ref" in schema:
        return {"$ref": "#/$defs/" + schema["$ref"].rsplit("/", 1)[1]}
    out = {key: value for key, value in schema.items() if key in KEPT}
    if "type" in schema:
        out["type"] = schema["type"]
    if "items" in schema:
        out["items"] = plain(schema["items"])
    if "properties" in schema:
        out["properties"] = {name: plain(value) for name, value in schema["properties"].items()}
    if isinstance(schema.get("additionalProperties"), dict):
        out["additionalProperties"] = plain(schema["additionalProperties"])
    elif "properties" in schema and not schema.get("x-kubernetes-preserve-unknown-fields"):
        out["additionalProperties"] = False
    return out


def without_status(schema):
    schema = dict(schema, properties=dict(schema["properties"]))
    schema["properties"].pop("status", None)
    return schema


def kubernetes(path):
    with open(path, encoding="utf-8") as file:
        swagger = json.load(file)["definitions"]
    swagger[QUANTITY] = {"x-kubernetes-int-or-string": True}
    kinds, defs = {}, {}

    def add(name):
        if name in defs:
            return
        defs[name] = plain(swagger[name])
        if name == QUANTITY:
            defs[name] = {"type": ["number", "string"]}
        for used in references(defs[name]):
            add(used)

    for name, schema in swagger.items():
        for kind in schema.get("x-kubernetes-group-version-kind", []):
            if kind["kind"] in KINDS.get((kind["group"], kind["version"]), []):
                group = kind["group"] + "/" if kind["group"] else ""
                kinds[group + kind["version"] + "/" + kind["kind"]] = name
                swagger[name] = without_status(schema)
    for name in kinds.values():
        add(name)
    expected = sum(len(names) for names in KINDS.values())
    if len(kinds) != expected:
        sys.exit(f"{path} has {len(kinds)} of {expected} kinds")
    return kinds, defs


def references(schema):
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "$ref":
                yield value.rsplit("/", 1)[1]
            else:
                yield from references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from references(value)


def operators(paths):
    import yaml

    kinds, defs = {}, {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            spec = yaml.safe_load(file)["spec"]
        for version in spec["versions"]:
            if version["served"]:
                name = spec["group"] + "." + version["name"] + "." + spec["names"]["kind"]
                kinds["/".join([spec["group"], version["name"], spec["names"]["kind"]])] = name
                schema = without_status(version["schema"]["openAPIV3Schema"])
                # What a resource's definition leaves to the API server.
                schema["properties"]["metadata"] = {"type": "object"}
                defs[name] = plain(schema)
    return kinds, defs


def main():
    kinds, defs = kubernetes(sys.argv[2]) if sys.argv[1] == "kubernetes" else operators(sys.argv[2:])
    print('{"kinds": {')
    print(",\n".join(f"  {json.dumps(kind)}: {json.dumps(name)}" for kind, name in sorted(kinds.items())))
    print('},\n"$defs": {')
    print(",\n".join(f"  {json.dumps(name)}: {json.dumps(schema, sort_keys=True)}" for name, schema in sorted(defs.items())))
    print("}}")


main()
