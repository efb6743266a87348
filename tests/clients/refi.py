"""What stands in a REFI-QDA project or codebook, read without our own code: is it sound, and what was coded.

Arguments: the file, and the schema, where there is one.
"""

import json
import sys
import zipfile

from lxml import etree

PROJECT = "{urn:QDA-XML:project:1.0}"
REFERENCES = {"targetGUID", "creatingUser", "creatingUserGUID"}


def validity(root, schema):
    schema = etree.XMLSchema(etree.parse(schema))
    schema.validate(root)
    return [str(error) for error in schema.error_log]


path = sys.argv[1]
schema = sys.argv[2] if len(sys.argv) > 2 else None
if path.endswith(".qdc"):
    root = etree.parse(path).getroot()
    codes = [code.get("name") for code in root.iter("{*}Code")]
    print(json.dumps({"wrong": validity(root, schema) if schema else [], "codes": codes}))
    sys.exit()

wrong = []
archive = zipfile.ZipFile(path)
if archive.testzip() is not None:
    wrong.append("the archive is damaged")
root = etree.fromstring(archive.read("project.qde"))
if schema:
    wrong += validity(root, schema)
if not root.get("origin"):
    wrong.append("no origin")

guids = [element.get("guid") for element in root.iter() if element.get("guid")]
if len(guids) != len(set(guids)):
    wrong.append("a GUID twice")
if any(guid != guid.lower() or "{" in guid for guid in guids):
    wrong.append("GUIDs of several spellings")
for element in root.iter():
    for name in REFERENCES & set(element.attrib):
        if element.get(name) not in guids:
            wrong.append(f"{element.tag} names an unknown {name}")

users = {user.get("guid"): user.get("name") for user in root.iter(PROJECT + "User")}
codes = {code.get("guid"): code.get("name") for code in root.iter(PROJECT + "Code")}
sources = list(root.iter(PROJECT + "TextSource"))
for kind, names in [
    ("codes", list(codes.values())),
    ("sources", [source.get("name") for source in sources]),
    ("users", list(users.values())),
]:
    if len(names) != len({name.lower() for name in names}):
        wrong.append(f"two {kind} of one name")

files = {name for name in archive.namelist() if name != "project.qde"}
codings, texts, memos = [], {}, []
for source in sources:
    name = "sources/" + source.get("plainTextPath").removeprefix("internal://")
    files.discard(name)
    raw = archive.read(name)
    if raw.startswith(b"\xef\xbb\xbf") or b"\r" in raw:
        wrong.append(f"{name}: a mark or carriage returns")
    text = raw.decode("utf-8")
    texts[source.get("name")] = text
    for selection in source.iter(PROJECT + "PlainTextSelection"):
        start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
        if not 0 <= start < end <= len(text):
            wrong.append(f"{name}: {start}-{end} lies outside")
        memo = selection.find(PROJECT + "Description")
        if memo is not None:
            memos.append(memo.text)
        for coding in selection.iter(PROJECT + "Coding"):
            for element in (selection, coding):
                if not (element.get("creationDateTime") or "").endswith("Z"):
                    wrong.append("a time without Z")
            if selection.get("creatingUser") != coding.get("creatingUser"):
                wrong.append("selection and coding of two users")
            code = coding.find(PROJECT + "CodeRef").get("targetGUID")
            codings.append(
                [
                    source.get("name"),
                    users.get(coding.get("creatingUser")),
                    codes.get(code),
                    text[start:end],
                    coding.get("creationDateTime"),
                ]
            )
if files:
    wrong.append(f"files that no source names: {sorted(files)}")

names = {source.get("guid"): source.get("name") for source in sources}
variables = {one.get("guid"): one for one in root.iter(PROJECT + "Variable")}


def values(element):
    found = {}
    for value in element.findall(PROJECT + "VariableValue"):
        variable = variables[value.find(PROJECT + "VariableRef").get("targetGUID")]
        found[variable.get("name")] = [variable.get("typeOfVariable"), value[1].text]
    return found


print(
    json.dumps(
        {
            "wrong": wrong,
            "users": sorted(users.values()),
            "codes": [[code.get("name"), code.get("isCodable")] for code in root.iter(PROJECT + "Code")],
            "codings": sorted(codings),
            "memos": sorted(memos),
            "texts": texts,
            "values": {source.get("name"): values(source) for source in sources},
            "sets": {
                one.get("name"): [names[member.get("targetGUID")] for member in one.iter(PROJECT + "MemberSource")]
                for one in root.iter(PROJECT + "Set")
            },
        }
    )
)
