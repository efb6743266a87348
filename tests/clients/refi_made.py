"""Makes a project as other programs write it: GUIDs in upper case and in braces, no times, pieces that overlap, whole texts
coded, texts inside the XML and as files, a PDF, a text that is missing. Prints what is coded in it: text, user, code, piece.

Arguments: the file to write; `grown` for the same project a month later.
"""

import json
import sys
import uuid
import zipfile
from xml.sax.saxutils import escape, quoteattr

path, grown = sys.argv[1], "grown" in sys.argv
SPACE = uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")


def guid(name):
    return str(uuid.uuid5(SPACE, name)).upper()


TEXTS = {
    "Anna": "Mehr Grün 😀 am Öltor!\r\nUnd weniger Lärm.",
    "Bernd": "Busse fahren selten, Züge nie.",
    "Chloé": "Nichts zu beanstanden",
    "Dora & <Söhne>": "ä" * 30000 + " Lärm",
}
# Text, first letter, letter after the last, user, code; None: the whole text.
CODINGS = [
    ("Anna", 5, 9, "Eva", "Grün"),
    ("Anna", 5, 21, "Eva", "Stadt"),
    ("Anna", 0, 9, "Ida", "Grün"),
    ("Anna", 5, 9, "Ida", "Stadt"),
    ("Anna", 28, 40, "Eva", "Lärm"),
    ("Bernd", 0, 30, "Eva", "Verkehr"),
    ("Bernd", 0, 5, "Ida", "Bus"),
    ("Bernd", 0, 30, "Ida", "Verkehr"),
    ("Chloé", None, None, "Ida", "Sonstiges"),
    ("Dora & <Söhne>", 30001, 30005, "Eva", "Lärm"),
]
CODES = [("Stadt", ["Grün", "Lärm"]), ("Verkehr", ["Bus", "Bahn"]), ("Sonstiges", [])]
if grown:
    TEXTS["Emil"] = "Bahn frei"
    CODES[1][1].append("Rad")
    CODINGS += [
        ("Emil", 0, 4, "Ida", "Bahn"),
        ("Bernd", 21, 25, "Eva", "Bahn"),
        ("Chloé", None, None, "Eva", "Rad"),
    ]

out = ['<?xml version="1.0" encoding="utf-8"?>']
out.append('<q:Project xmlns:q="urn:QDA-XML:project:1.0" name="Stadt &amp; Land" origin="Other 24">')
out.append("<q:Users>")
for user in ["Eva", "Ida"]:
    out.append(f'<q:User guid="{{{guid(user)}}}" name="{user}"/>')
out.append("</q:Users><q:CodeBook><q:Codes>")
for code, below in CODES:
    out.append(f'<q:Code guid="{guid("code " + code)}" name="{code}" isCodable="true" color="#FF0000">')
    out.append(f"<q:Description>Alles zu {code}</q:Description>")
    for name in below:
        out.append(f'<q:Code guid="{guid("code " + name)}" name="{name}" isCodable="true"/>')
    out.append("</q:Code>")
out.append("</q:Codes></q:CodeBook><q:Variables>")
out.append(f'<q:Variable guid="{guid("age")}" name="Alter" typeOfVariable="Integer"/>')
out.append("</q:Variables><q:Cases>")
for number, name in enumerate(TEXTS):
    out.append(f'<q:Case guid="{guid("case " + name)}"><q:VariableValue><q:VariableRef targetGUID="{guid("age")}"/>')
    out.append(f"<q:IntegerValue>{30 + number}</q:IntegerValue></q:VariableValue>")
    out.append(f'<q:SourceRef targetGUID="{guid("source " + name)}"/></q:Case>')
out.append("</q:Cases><q:Sources>")
archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
expected = []
for name, text in TEXTS.items():
    # A carriage return in the XML would come out as a line feed.
    place = "" if name == "Bernd" else f' plainTextPath="internal://{guid("source " + name)}.txt"'
    out.append(f'<q:TextSource guid="{guid("source " + name)}" name={quoteattr(name)}{place}>')
    if name == "Bernd":
        out.append(f"<q:PlainTextContent>{escape(text)}</q:PlainTextContent>")
    else:
        archive.writestr(f'sources/{guid("source " + name)}.txt', text.encode("utf-8"))
    whole = []
    for number, (source, start, end, user, code) in enumerate(CODINGS):
        if source != name:
            continue
        piece = text if start is None else text[start:end]
        expected.append([name, user, code, piece.replace("\r\n", "\n")])
        coding = f'<q:Coding guid="{guid(f"coding {number}")}" creatingUser="{guid(user).lower()}">'
        coding += f'<q:CodeRef targetGUID="{{{guid("code " + code)}}}"/></q:Coding>'
        if start is None:
            whole.append(coding)
            continue
        out.append(
            f'<q:PlainTextSelection guid="{guid(f"selection {number}")}" startPosition="{start}" endPosition="{end}" '
            f'creationDateTime="2025-03-0{number % 9 + 1}T10:00:00Z">{coding}</q:PlainTextSelection>'
        )
    out += whole
    out.append("</q:TextSource>")
out.append(f'<q:PDFSource guid="{guid("pdf")}" name="Plan"><q:PDFSelection guid="{guid("in pdf")}"/></q:PDFSource>')
out.append(f'<q:TextSource guid="{guid("gone")}" name="Verschollen" plainTextPath="absolute:///x.txt"/>')
out.append("</q:Sources></q:Project>")
archive.writestr("project.qde", "\n".join(out).encode("utf-8"))
archive.close()
print(json.dumps(sorted(expected)))
