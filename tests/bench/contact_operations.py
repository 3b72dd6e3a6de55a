"""Operations on contacts, and the folders they need: 10,000 contacts and 1,000 contacts."""

from operation import FOREVER, Operation, expecting

MANY_CONTACTS = 10_000
LISTED_CONTACTS = 1_000
# 20 columns of contacts that a list in a web UI shows.
COLUMNS = "1,20,2,3,4,5,100,101,102,500,501,502,505,519,526,542,548,551,555,556"


def card(number):
    return ("BEGIN:VCARD\r\nVERSION:3.0\r\n"
            f"UID:bench-{number}\r\nFN:Given{number} Family{number}\r\nN:Family{number};Given{number};;;\r\n"
            f"ORG:Company {number % 97};Department {number % 7}\r\nTITLE:Engineer\r\n"
            f"EMAIL;TYPE=work:given{number}.family{number}@example.com\r\nEMAIL;TYPE=home:g{number}@example.net\r\n"
            f"TEL;TYPE=work,voice:+49 30 {number}\r\nTEL;TYPE=cell:+49 170 {number}\r\n"
            f"ADR;TYPE=work:;;Street {number};Berlin;;10115;Germany\r\nBDAY:1970-01-02\r\nNOTE:Number {number}\r\n"
            "END:VCARD\r\n")


def import_cards(session, folder, numbers):
    items = session.import_file("VCARD", folder, "cards.vcf", "".join(card(number) for number in numbers).encode(),
                                "text/vcard")
    assert len(items) == len(numbers) and not any("error" in each for each in items), items


def contact_operations(session, module="contacts"):
    private = "1"
    many = session.folder("many contacts", private, "contacts")
    listed = session.folder("listed contacts", private, "contacts")
    created = session.folder("created contacts", private, "contacts")
    for first in range(0, MANY_CONTACTS, 1000):
        import_cards(session, many, range(first, first + 1000))
    import_cards(session, listed, range(20_000, 20_000 + LISTED_CONTACTS))
    ids = [{"id": str(row[0]), "folder": listed}
           for row in session.call("GET", module, action="all", folder=listed, columns="1")["data"]]
    before = session.call("GET", module, action="all", folder=many, columns="1")["timestamp"]
    one = session.call("GET", module, action="all", folder=many, columns="1")["data"][0][0]
    session.call("PUT", module, {"note": "changed"}, action="update", folder=many, id=one, timestamp=FOREVER)
    numbers = iter(range(10**9))

    def create():
        number = next(numbers)
        session.call("PUT", module, {"folder_id": created, "first_name": f"New{number}", "last_name": "Person",
                                     "company": "Company", "email1": f"new{number}@example.com",
                                     "telephone_business1": f"+49 30 {number}"}, action="new")
    return [
        Operation("create contact", create),
        Operation("updates after one change in 10,000",
                  expecting(1, lambda: session.call("GET", module, action="updates", folder=many, columns=COLUMNS,
                                                    timestamp=before))),
        Operation("autocomplete over 10,000 contacts",
                  expecting(11, lambda: session.call("GET", module, action="autocomplete", query="family123",
                                                     columns="1,20,500,555", folder=many))),
        Operation("list of 1,000 with 20 columns",
                  expecting(LISTED_CONTACTS, lambda: session.call("PUT", module, ids, action="list", columns=COLUMNS))),
        Operation("all of 1,000 with 20 columns",
                  expecting(LISTED_CONTACTS, lambda: session.call("GET", module, action="all", folder=listed,
                                                                  columns=COLUMNS))),
    ]
