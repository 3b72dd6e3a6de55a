"""Meetings with people outside: invitations go out by mail, answers and invitations come in by a gateway, whatever
node does it and whatever fails meanwhile."""
import email.message
import email.policy
import re
import time

import pytest

from ajax import Client
from described import description
from forms import FORM, form
from hosts import wait_for
from mail_server import MailServer

ADMIN = ("-A", "oxadmin", "-P", "secret")
MASTER = ("-A", "oxadminmaster", "-P", "secret")
GATEWAY = "what-only-the-gateway-knows"
LATER = 9_999_999_999_999


@pytest.fixture(scope="module")
def mail(cluster):
    """A mail server, and nodes that know it; the domain of the users is the context's."""
    server = MailServer(cluster.web)
    secret = cluster.folder / "gateway.secret"
    secret.write_text(f"{GATEWAY}\n")
    secret.chmod(0o600)
    cluster.tool("OX-1", "changecontext", "-c", "1", *MASTER, "--addmapping", "example.com")
    with cluster.settings(f"{server.settings}\ncalendar.mailRetry=200ms\ncalendar.mailLongestRetry=1s\n"
                          f"calendar.mailPoll=500ms\ncalendar.mailLease=4s\ncalendar.gatewaySecretFile={secret}"):
        yield server
    server.kill()


@pytest.fixture(scope="module")
def people(cluster, mail):
    """Olga and Gustav, each logged in on another node."""
    clients, ids = [], []
    for route, name in (("OX-1", "olga"), ("OX-2", "gustav")):
        done = cluster.tool("OX-1", "createuser", "-c", "1", *ADMIN, "-u", name, "-d", name.title(), "-g", name, "-s",
                            "Test", "-p", "secret", "-e", f"{name}@example.com", "--access-combination-name=all")
        ids.append(done.stdout.split()[1])
        client = Client(f"http://{cluster.http(route)}")
        assert client.login(name).status == 200 and client.session
        clients.append(client)
    yield clients
    for user in ids:
        cluster.tool("OX-1", "deleteuser", "-c", "1", *ADMIN, "-i", user)


def own_folder(client):
    return client.call("GET", "config/folder/calendar").json["data"]


def add(client, title, *guests, **members):
    """A meeting; returns its id."""
    event = {"summary": title, "startDate": {"value": "20270310T100000", "tzid": "Europe/Berlin"},
             "endDate": {"value": "20270310T110000", "tzid": "Europe/Berlin"},
             "attendees": [{"uri": f"mailto:{guest}", "cuType": "INDIVIDUAL"} for guest in guests], **members}
    answer = client.call("PUT", "chronos", event, action="new", folder=own_folder(client))
    assert answer.error is None, answer.json
    return answer.json["data"]["created"][0]["id"]


def get(client, event):
    answer = client.call("GET", "chronos", action="get", id=event, folder=own_folder(client))
    assert answer.error is None, answer.json
    return answer.json["data"]


def answers(client, event):
    return {one["email"]: one["partStat"] for one in get(client, event)["attendees"]}


def calendar_of(mail):
    part = next(one for one in mail.walk() if one.get_content_type() == "text/calendar")
    return re.sub(r"\r?\n[ \t]", "", part.get_content()), part["Content-Type"].params["method"]


def deliver(client, sender, recipient, calendar, method, secret=GATEWAY, author=None):
    """What a gateway does with a mail."""
    mail = email.message.EmailMessage(policy=email.policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = author or sender, recipient, "Antwort: Bär"
    mail.set_content("Ich bin dabei.\n")
    mail.add_alternative(calendar, subtype="calendar", params={"method": method})
    client = Client(f"http://{client.address}:{client.port}")
    return client.call("POST", "itip", mail.as_bytes(), {"Content-Type": "message/rfc822",
                                                         "Authorization": f"Bearer {secret}"},
                       action="deliver", sender=sender, recipient=recipient)


def reply(uid, attendee, status):
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
            f"UID:{uid}\r\nDTSTAMP:20270101T000000Z\r\nORGANIZER:mailto:olga@example.com\r\n"
            f"ATTENDEE;PARTSTAT={status}:mailto:{attendee}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")


def test_a_guest_is_invited_and_answers(mail, people):
    olga, gustav = people
    event = add(olga, "Bärenfütterung", "eva@outside.org", description="Mit Honig.\nBitte kommen.")
    sent = mail.wait_for("eva@outside.org")[0]
    assert (sent.envelope_sender, sent["From"].addresses[0].addr_spec) == ("olga@example.com", "olga@example.com")
    assert sent["Subject"].endswith("Bärenfütterung") and sent["Auto-Submitted"] == "auto-generated"
    assert sent["Message-ID"].endswith("@example.com>") and not sent.defects
    assert [one.get_content_type() for one in sent.walk() if not one.is_multipart()] == [
        "text/plain", "text/html", "text/calendar", "application/ics"]
    text = sent.get_body(("plain",)).get_content()
    assert "10:00 - 11:00 (Europe/Berlin)" in text and "Mit Honig." in text
    assert "<p>Mit Honig.<br>" in sent.get_body(("html",)).get_content()
    calendar, method = calendar_of(sent)
    uid = re.search(r"^UID:(.*?)\r?$", calendar, re.M).group(1)
    assert method == "REQUEST" and "METHOD:REQUEST" in calendar and "SCHEDULE-" not in calendar
    assert "TZID=Europe/Berlin:20270310T100000" in calendar and "BEGIN:VTIMEZONE" in calendar

    forged = deliver(gustav, "mallory@outside.org", "olga@example.com", reply(uid, "eva@outside.org", "DECLINED"), "REPLY")
    assert forged.json["data"]["result"] == "refused"
    assert answers(olga, event)["eva@outside.org"] == "NEEDS-ACTION"
    done = deliver(gustav, "eva@outside.org", "olga@example.com", reply(uid, "eva@outside.org", "ACCEPTED"), "REPLY")
    assert done.json["data"] == {"result": "applied", "method": "REPLY", "uid": uid}
    assert answers(olga, event)["eva@outside.org"] == "ACCEPTED"
    again = deliver(gustav, "eva@outside.org", "olga@example.com", reply(uid, "eva@outside.org", "ACCEPTED"), "REPLY")
    assert again.json["data"]["result"] == "ignored"


def test_a_guest_gets_the_files(mail, people):
    olga, _ = people
    plan, name = bytes(range(256)) * 40, "Lageplan für Bärenfreunde, " + "sehr " * 20 + "genau.bin"
    event = {"summary": "Plans", "startDate": {"value": "20270310T100000Z"}, "endDate": {"value": "20270310T110000Z"},
             "attendees": [{"uri": "mailto:fil@outside.org"}], "attachments": [{"filename": name, "uri": "cid:file_0"}]}
    made = olga.call("POST", "chronos", form({"file_0": (name, "application/x-plan", plan)}, json_0=event), FORM,
                     action="new", folder=own_folder(olga))
    assert made.error is None, made.json
    (sent,) = mail.wait_for("fil@outside.org")
    _, file = sent.iter_attachments()
    assert (file.get_filename(), file.get_content_type(), file.get_content()) == (name, "application/x-plan", plan)
    # One more, by the module that older clients use.
    there = {"module": 1, "attached": int(made.json["data"]["created"][0]["id"]), "folder": int(own_folder(olga))}
    added = olga.call("POST", "attachment", form({"file_0": ("b.txt", "text/plain", b"more")}, json_0=there), FORM, action="attach")
    assert added.status == 200 and "error" not in added.body.decode().lower(), added.body
    again = mail.wait_for("fil@outside.org", 2)[1]
    assert [one.get_filename() for one in again.iter_attachments()] == ["invite.ics", name, "b.txt"]
    assert re.search(r"^New: files$", again.get_body(("plain",)).get_content(), re.M)


def test_a_guest_invites_and_is_answered(mail, people):
    olga, gustav = people
    invitation = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
                  "UID:from-outside\r\nDTSTAMP:20270101T000000Z\r\nSEQUENCE:0\r\nORGANIZER:mailto:otto@outside.org\r\n"
                  "ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gustav@example.com\r\n"
                  "DTSTART:20270311T100000Z\r\nDTEND:20270311T110000Z\r\nSUMMARY:Visit\r\n"
                  "END:VEVENT\r\nEND:VCALENDAR\r\n")
    done = deliver(olga, "otto@outside.org", "gustav@example.com", invitation, "REQUEST")
    assert done.json["data"]["result"] == "applied", done.json
    found = gustav.call("GET", "chronos", action="needsAction", rangeStart="20270301T000000Z", rangeEnd="20270401T000000Z")
    visit = next(one for one in found.json["data"] if one.get("summary") == "Visit")
    answered = gustav.call("PUT", "chronos", {"attendee": {"partStat": "ACCEPTED", "comment": "gladly"}},
                           action="updateAttendee", id=visit["id"], folder=visit["folder"], timestamp=LATER)
    assert answered.error is None, answered.json
    calendar, method = calendar_of(mail.wait_for("otto@outside.org")[0])
    assert method == "REPLY" and "UID:from-outside" in calendar and "PARTSTAT=ACCEPTED" in calendar
    stolen = deliver(olga, "mallory@outside.org", "gustav@example.com",
                     invitation.replace("otto@", "mallory@").replace("SEQUENCE:0", "SEQUENCE:9"), "REQUEST")
    assert stolen.json["data"]["result"] == "refused"
    assert get(gustav, visit["id"])["organizer"]["email"] == "otto@outside.org"


def test_a_room_declines_who_is_outside(cluster, mail, people):
    room = cluster.tool("OX-1", "createresource", "-c", "1", *ADMIN, "-n", "attic", "-d", "Attic", "-e",
                        "attic@example.com").stdout.split()[1]
    invitation = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
                  "UID:in-the-attic\r\nDTSTAMP:20270101T000000Z\r\nSEQUENCE:3\r\nORGANIZER:mailto:ute@outside.org\r\n"
                  "ATTENDEE;CUTYPE=ROOM;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:attic@example.com\r\n"
                  "DTSTART:20270315T100000Z\r\nDTEND:20270315T110000Z\r\nSUMMARY:Ghosts\r\n"
                  "END:VEVENT\r\nEND:VCALENDAR\r\n")
    done = deliver(people[0], "ute@outside.org", "attic@example.com", invitation, "REQUEST").json["data"]
    assert done["result"] == "refused" and "its own system" in done["reason"]
    sent = mail.wait_for("ute@outside.org")[0]
    assert sent["From"].addresses[0].addr_spec == "attic@example.com"
    calendar, method = calendar_of(sent)
    assert method == "REPLY" and "SEQUENCE:3" in calendar and "PARTSTAT=DECLINED" in calendar
    cluster.tool("OX-1", "deleteresource", "-c", "1", *ADMIN, "-i", room)


def test_what_is_read_in_a_mail_is_answered(mail, people):
    gustav = people[1]
    text = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
            "UID:read-in-a-mail\r\nDTSTAMP:20270101T000000Z\r\nSEQUENCE:1\r\nORGANIZER:mailto:ida@outside.org\r\n"
            "ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:gustav@example.com\r\n"
            "DTSTART:20270312T100000Z\r\nDTEND:20270312T110000Z\r\nSUMMARY:Read\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    itip = lambda action, **more: gustav.call("PUT", "chronos/itip", {"text": more.get("text", text)}, action=action,
                                              dataSource=more.get("source", "text"))
    found = itip("analyze").json["data"][0]
    assert (found["method"], found["changes"]) == ("REQUEST", [{"type": "create"}]) and "accept" in found["actions"]
    done = itip("accept")
    assert done.error is None, done.json
    event = gustav.call("GET", "chronos", action="resolve", id="read-in-a-mail").json["data"]
    assert answers(gustav, event["id"]) == {"gustav@example.com": "ACCEPTED"}
    assert "PARTSTAT=ACCEPTED" in calendar_of(mail.wait_for("ida@outside.org")[0])[0]
    assert itip("tentative").error is None and itip("accept_and_ignore_conflicts").error is None
    assert itip("decline").error is None
    wait_for(lambda: "PARTSTAT=DECLINED" in calendar_of(mail.mails("ida@outside.org")[-1])[0], "his last word")
    cancelled = text.replace("REQUEST", "CANCEL").replace("SEQUENCE:1", "SEQUENCE:2")
    assert itip("analyze", text=cancelled).json["data"][0]["changes"][0]["type"] == "delete"
    assert itip("update", text=cancelled).error is None
    assert itip("analyze", text=cancelled).json["data"][0]["actions"] == []
    assert itip("analyze", source="com.openexchange.mail.ical").error == "SVL-0010"
    assert itip("analyze", text="nonsense").error


def proposals(client, event):
    """What attendees propose: when, and whether it is declined."""
    return {one["email"]: (one["counter"]["startDate"]["value"], one["counter"]["declined"])
            for one in get(client, event)["attendees"] if "counter" in one}


def test_who_is_outside_proposes_another_time(mail, people):
    olga, gustav = people
    event = add(olga, "When?", "eva@outside.org")
    uid = get(olga, event)["uid"]
    text = (f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nMETHOD:COUNTER\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n"
            "DTSTAMP:20270101T000000Z\r\nSEQUENCE:0\r\nORGANIZER:mailto:olga@example.com\r\n"
            "ATTENDEE:mailto:eva@outside.org\r\nDTSTART:20270310T150000Z\r\nDTEND:20270310T160000Z\r\n"
            "END:VEVENT\r\nEND:VCALENDAR\r\n")
    done = deliver(gustav, "eva@outside.org", "olga@example.com", text, "COUNTER")
    assert done.json["data"]["result"] == "applied", done.json
    assert proposals(olga, event) == {"eva@outside.org": ("20270310T150000Z", False)}
    declined = olga.call("PUT", "chronos", {"attendee": {"email": "eva@outside.org"}, "comment": "Zu spät"},
                         action="declineCounter", id=event, folder=own_folder(olga), timestamp=LATER)
    assert declined.error is None, declined.json
    wait_for(lambda: calendar_of(mail.mails("eva@outside.org")[-1])[1] == "DECLINECOUNTER", "her refusal")
    assert "COMMENT:Zu spät" in calendar_of(mail.mails("eva@outside.org")[-1])[0]

    itip = lambda action, newer: olga.call("PUT", "chronos/itip", {"text": newer}, action=action, dataSource="text")
    again = text.replace("DTSTAMP:2027", "DTSTAMP:2028")
    assert itip("analyze", again).json["data"][0]["actions"] == ["apply_proposal", "declinecounter"]
    assert itip("accept", again).error == "CAL-4000"
    assert itip("declinecounter", again).error is None
    assert proposals(olga, event) == {"eva@outside.org": ("20270310T150000Z", True)}
    newer = text.replace("DTSTAMP:20270101", "DTSTAMP:20280601").replace("T150000Z", "T153000Z")
    done = deliver(gustav, "eva@outside.org", "olga@example.com", newer, "COUNTER")
    assert done.json["data"]["result"] == "applied", done.json
    assert itip("apply_proposal", again).error == "CAL-4090", "she has been shown another time"
    assert itip("declinecounter", again).error == "CAL-4090"
    last = text.replace("DTSTAMP:2027", "DTSTAMP:2029").replace("T150000Z", "T163000Z").replace("T160000Z", "T173000Z")
    moved = itip("apply_proposal", last)
    assert moved.error is None and proposals(olga, event) == {}, moved.json
    assert get(olga, event)["startDate"]["value"] == "20270310T173000"
    wait_for(lambda: "20270310T173000" in calendar_of(mail.mails("eva@outside.org")[-1])[0], "the new time")


def test_invitations_from_outside_are_refused_by_who_wants_that(mail, people):
    olga, gustav = people
    me = gustav.call("GET", "user", action="get").json["data"]["id"]
    said = lambda value: gustav.call("PUT", "user", {"name": "calendar/invitations", "value": value},
                                     action="setAttribute", id=me)
    invitation = lambda uid: deliver(
        olga, "ida@outside.org", "gustav@example.com",
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
        f"UID:{uid}\r\nDTSTAMP:20270101T000000Z\r\nSEQUENCE:1\r\nORGANIZER:mailto:ida@outside.org\r\n"
        "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:gustav@example.com\r\n"
        "DTSTART:20270314T100000Z\r\nDTEND:20270314T110000Z\r\nSUMMARY:Offer\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n", "REQUEST").json["data"]
    there = lambda uid: gustav.call("GET", "chronos", action="resolve", id=uid).error is None
    assert said("internal").json["data"] is True
    assert invitation("offer-1")["result"] == "refused" and not there("offer-1")
    assert said("all").json["data"] is True
    assert invitation("offer-2")["result"] == "applied" and there("offer-2")
    assert said("internal").error is None
    assert said(None).error is None
    assert invitation("offer-3")["result"] == "applied", "the default"


def test_what_was_cancelled_stays_away(mail, people):
    olga, gustav = people
    text = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
            "UID:off-again\r\nDTSTAMP:20270101T000000Z\r\nSEQUENCE:1\r\nORGANIZER:mailto:ida@outside.org\r\n"
            "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:gustav@example.com\r\n"
            "DTSTART:20270313T100000Z\r\nDTEND:20270313T110000Z\r\nSUMMARY:Off\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    sent = lambda client, method, sequence: deliver(
        client, "ida@outside.org", "gustav@example.com",
        text.replace("REQUEST", method).replace("SEQUENCE:1", f"SEQUENCE:{sequence}"), method).json["data"]["result"]
    there = lambda: gustav.call("GET", "chronos", action="resolve", id="off-again").error is None
    assert sent(olga, "REQUEST", 1) == "applied" and there()
    assert sent(gustav, "CANCEL", 2) == "applied" and not there()
    assert sent(olga, "REQUEST", 1) == "ignored" and not there()
    assert sent(gustav, "REQUEST", 3) == "applied" and there()


def test_an_invitation_at_a_busy_time_is_accepted_knowingly(mail, people):
    gustav = people[1]
    add(gustav, "Lunch")
    text = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
            "UID:busy-then\r\nDTSTAMP:20270101T000000Z\r\nORGANIZER:mailto:ida@outside.org\r\n"
            "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:gustav@example.com\r\n"
            "DTSTART:20270310T093000Z\r\nDTEND:20270310T103000Z\r\nSUMMARY:Busy\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    itip = lambda action, **more: gustav.call("PUT", "chronos/itip", {"text": text}, action=action, dataSource="text",
                                              **more)
    refused = itip("accept")
    assert refused.error is None and any(one["event"].get("summary") == "Lunch" for one in refused.json["data"]["conflicts"])
    assert gustav.call("GET", "chronos", action="resolve", id="busy-then").error == "CAL-4040"
    assert itip("accept", checkConflicts="false").error is None
    assert itip("accept_and_ignore_conflicts").json["data"]["conflicts"] == []
    assert itip("tentative").json["data"]["conflicts"] != []


def test_a_gateway_hears_who_is_unknown_and_nobody_else_gets_in(mail, people):
    olga = people[0]
    calendar = reply("u", "eva@outside.org", "ACCEPTED")
    assert deliver(olga, "eva@outside.org", "nobody@example.com", calendar, "REPLY").error == "ITIP-0001"
    assert deliver(olga, "eva@outside.org", "olga@elsewhere.com", calendar, "REPLY").error == "ITIP-0001"
    refused = deliver(olga, "eva@outside.org", "olga@example.com", calendar, "REPLY", secret="guessed")
    assert (refused.status, refused.error) == (401, "APW-0001")
    assert description().unanswered("itip") == []


def test_who_cannot_be_reached_is_seen_by_the_operator(cluster, mail, people):
    olga = people[0]
    mail.answer("gone@outside.org", "550 5.1.1 nobody of that name")
    add(olga, "In vain", "gone@outside.org")
    listed = lambda: cluster.tool("OX-1", "listoutbox", "-c", "1", *MASTER, "-s", "gone*", "--csv").stdout
    wait_for(lambda: "given up" in listed(), "the end of a mail")
    assert "550 5.1.1 nobody of that name" in listed()
    number = listed().splitlines()[1].split(",")[0].strip('"')
    cluster.tool("OX-1", "changeoutbox", "-c", "1", *MASTER, "-i", number, "--retry")
    mail.wait_for("gone@outside.org")
    wait_for(lambda: "gone@" not in listed(), "an empty outbox")


def test_addresses_beyond_ascii(mail, people):
    """A domain has a form in ASCII (RFC 5890); a local part needs a server with SMTPUTF8 (RFC 6531)."""
    olga = people[0]
    event = add(olga, "Bücher", "Carol@Bücher.example", "bär@outside.org")
    sent = mail.wait_for("carol@xn--bcher-kva.example")[0]
    assert sent["To"].addresses[0].addr_spec == "carol@xn--bcher-kva.example"
    calendar, _ = calendar_of(sent)
    assert "mailto:Carol@Bücher.example" in calendar
    text = lambda: olga.call("GET", "export", action="ICAL", folder=own_folder(olga)).body.decode().replace("\r\n ", "")
    wait_for(lambda: re.search("SCHEDULE-STATUS=\"?5.2\"?[^\r]*:mailto:bär@outside.org", text()), "the status of a mail")
    # She answers with her program's spelling.
    uid = re.search("UID:(.*)", calendar).group(1).strip()
    answered = deliver(olga, "carol@xn--bcher-kva.example", "olga@example.com",
                       reply(uid, "carol@xn--bcher-kva.example", "ACCEPTED"), "REPLY").json["data"]
    assert answered["result"] == "applied", answered
    assert answers(olga, event) == {"olga@example.com": "ACCEPTED", "carol@bücher.example": "ACCEPTED",
                                    "bär@outside.org": "NEEDS-ACTION"}
    mail.offer_utf8(True)
    add(olga, "Mehr Bücher", "bär@bücher.example")
    sent = mail.wait_for("bär@xn--bcher-kva.example")[0]
    assert "To: bär@xn--bcher-kva.example" in sent.octets.decode()  # RFC 6532
    mail.offer_utf8(False)


def test_a_mail_server_that_is_away_delays_mails_and_no_request(cluster, mail, people):
    olga, gustav = people
    mail.kill()
    began = time.monotonic()
    events = [add(olga, f"Patience {number}", f"late{number}@outside.org") for number in range(5)]
    assert time.monotonic() - began < 10
    assert all(get(olga, event)["summary"].startswith("Patience") for event in events)
    cluster.nodes["OX-1"].processes["yoke-groupware"].kill()  # which wrote them; the other node sends them
    mail.start()
    for number in range(5):
        mail.wait_for(f"late{number}@outside.org")
    cluster.start_node("OX-1")
    assert add(gustav, "Goes on", "soon@outside.org")
    mail.wait_for("soon@outside.org")
