#pragma once

#include "groupware/formats/vcard/card.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

/// Cards in the shape of well-known clients, written for these tests.
namespace groupware::formats::vcard {

inline constexpr const char* kApple =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//iOS 17.5//EN\r\nN:Appleseed;John;M.;;\r\n"
    "FN:John M. Appleseed\r\nORG:Example Inc.;Design\r\nTITLE:Engineer\r\n"
    "EMAIL;type=INTERNET;type=WORK;type=pref:john@example.com\r\n"
    "item1.EMAIL;type=INTERNET:john@school.example\r\nitem1.X-ABLabel:School\r\n"
    "TEL;type=CELL;type=VOICE;type=pref:+1 (555) 0100\r\nTEL;type=HOME;type=VOICE:+1 (555) 0101\r\n"
    "item2.ADR;type=HOME;type=pref:;;1 Infinite Way\\nApt. 2;Springfield;CA;95000;USA\r\nitem2.X-ABADR:us\r\n"
    "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12\r\n"
    "item3.X-ABDATE;type=pref:2004-06-19\r\nitem3.X-ABLabel:_$!<Anniversary>!$_\r\n"
    "item4.X-ABRELATEDNAMES;type=pref:Jane Appleseed\r\nitem4.X-ABLabel:_$!<Spouse>!$_\r\n"
    "item5.URL;type=pref:http\\://www.example.com/\r\nitem5.X-ABLabel:_$!<HomePage>!$_\r\n"
    "NOTE:First line\\nsecond\\, with a comma and a rather long text that has to be fo\r\n lded\r\n"
    "PHOTO;X-ABCROP-RECTANGLE=ABClipRect_1&0&0&4&4&abc==;ENCODING=b;TYPE=JPEG:/9j/4\r\n AAQSkZJRg==\r\n"
    "REV:2026-01-02T03:04:05Z\r\nUID:6F1D-4A\r\nEND:VCARD\r\n";

inline constexpr const char* kDavx5 =
    "BEGIN:VCARD\r\nVERSION:4.0\r\nPRODID:+//IDN bitfire.at//DAVx5/4.4.2-ose ez-vcard/0.12.1\r\n"
    "UID:5c8f9a3e-6b0c-4d3b-9c39-1f4f6a1f0001\r\nFN:Erika Mustermann\r\nN:Mustermann;Erika;;Dr.;\r\n"
    "TEL;TYPE=cell;PREF=1:+49 170 1234567\r\nTEL;TYPE=work;VALUE=uri:tel:+49-30-123456\r\n"
    "EMAIL;TYPE=home:erika@example.de\r\nEMAIL;PREF=1;TYPE=work:e.mustermann@example.com\r\n"
    "BDAY:--0412\r\nANNIVERSARY:20100506\r\nRELATED;TYPE=spouse;VALUE=text:Max Mustermann\r\n"
    "ADR;TYPE=home;LABEL=\"Heidestr. 17^n51147 K\xC3\xB6ln\":;;Heidestr. 17;K\xC3\xB6ln;;51147;Deutschland\r\n"
    "PHOTO:data:image/png;base64,iVBORw0KGgo=\r\nCATEGORIES:Freunde,Arbeit\r\nREV:20260102T030405Z\r\nEND:VCARD\r\n";

inline constexpr const char* kThunderbird =
    "BEGIN:VCARD\r\nVERSION:4.0\r\nN:Doe;Jane;;;\r\nFN:Jane Doe\r\nEMAIL;PREF=1:jane@example.com\r\n"
    "NICKNAME:JD\r\nTEL;TYPE=work;VALUE=TEXT:+44 20 7946 0000\r\nTZ;VALUE=TEXT:Europe/London\r\n"
    "BDAY;VALUE=DATE:19800229\r\nURL;TYPE=work;VALUE=URL:https://example.com/~jane;x=1,2\r\n"
    "X-CUSTOM1;VALUE=TEXT:kept\r\nUID:a7d3b1d2-0000-4000-8000-000000000003\r\nEND:VCARD\r\n";

inline constexpr const char* kGoogle =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Sam "
    "Sample\r\nN:Sample;Sam;;;\r\nEMAIL;TYPE=INTERNET;TYPE=HOME:sam@example.org\r\n"
    "TEL;TYPE=CELL:+1 555 0102\r\nitem1.TEL:+1 555 0103\r\nitem1.X-ABLabel:grandCentral\r\n"
    "ADR;TYPE=WORK:;;1 Main St;Anytown;NY;12345;US\r\nLABEL;TYPE=WORK:1 Main St\\nAnytown NY 12345\r\n"
    "BDAY:1990-12-31\r\nX-ANNIVERSARY:2015-01-02\r\nNOTE:n\r\nCATEGORIES:myContacts,starred\r\n"
    "GEO:37.386013;-122.082932\r\nTZ:-05:00\r\nSORT-STRING:Sample\r\nEND:VCARD\r\n";

inline constexpr const char* kOutlook =
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;LANGUAGE=de;CHARSET=Windows-1252:M\xFCller;J\xF6rg;;Herr;\r\n"
    "FN;CHARSET=Windows-1252:J\xF6rg M\xFCller\r\nORG:Beispiel, GmbH;Vertrieb\r\n"
    "TITLE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Gesch=C3=A4ftsf=C3=BChrer\r\n"
    "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Zeile 1=0D=0A=\r\nZeile=3D2\r\n"
    "TEL;WORK;VOICE:+49 (30) 1\r\nTEL;CELL;VOICE:+49 (170) 2\r\nTEL;WORK;FAX:+49 (30) 3\r\n"
    "ADR;WORK;PREF;CHARSET=Windows-1252:;;Stra\xDF"
    "e 1, Hof;Berlin;;10115;Deutschland\r\n"
    "LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Stra=C3=9Fe 1=0D=0A=\r\n10115 Berlin\r\n"
    "X-MS-OL-DEFAULT-POSTAL-ADDRESS:2\r\nURL;WORK:http://www.example.com\r\n"
    "EMAIL;PREF;INTERNET:j.mueller@example.com\r\nBDAY:19700102\r\n"
    "PHOTO;TYPE=JPEG;ENCODING=BASE64:\r\n /9j/4AAQ\r\n SkZJRg==\r\n\r\n"
    "X-MS-OL-DESIGN;CHARSET=utf-8:<card "
    "xmlns=\"http://schemas.microsoft.com/office/outlook/12/electronicbusinesscards\"/>\r\n"
    "REV:20260102T030405Z\r\nEND:VCARD\r\n";

inline constexpr const char* kAppleGroup =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//macOS 14//EN\r\nN:Team\r\nFN:Team\r\n"
    "X-ADDRESSBOOKSERVER-KIND:group\r\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1\r\n"
    "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:2\r\nUID:G1\r\nEND:VCARD\r\n";

inline std::vector<std::string> samples() {
    return {kApple, kDavx5, kThunderbird, kGoogle, kOutlook, kAppleGroup};
}

inline Card card(const std::string& text) {
    return Card::parse(text, {});
}

/// A card of 3.0, or of another version, with these lines.
inline Card cardWith(const std::string& properties, const std::string& version = "3.0") {
    return card("BEGIN:VCARD\r\nVERSION:" + version + "\r\n" + properties + "END:VCARD\r\n");
}

/// What stands between the version and the end.
inline std::string propertiesOf(const Card& card) {
    std::string text = card.text();
    text = text.substr(text.find("\r\n", text.find("VERSION")) + 2);
    return text.substr(0, text.rfind("END:"));
}

}  // namespace groupware::formats::vcard
