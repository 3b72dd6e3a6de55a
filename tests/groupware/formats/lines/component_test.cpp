#include "groupware/formats/lines/component.h"

#include "tests/groupware/formats/lines/samples.h"

#include <random>

namespace groupware::formats::lines {
namespace {

constexpr const char* kTodo =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTODO\r\nUID:1\r\nSUMMARY:Long \r\n text\r\nBEGIN:VALARM\r\n"
    "TRIGGER:-PT5M\r\nEND:VALARM\r\nX-LATE:property\r\nBEGIN:VALARM\r\nTRIGGER:PT0S\r\nEND:VALARM\r\n"
    "X-LATER:1\r\nEND:VTODO\r\nend:vcalendar \r\n\r\n";

std::string textOf(const std::vector<Component>& components) {
    std::string text;
    for (const auto& component : components) component.write(text);
    return text;
}

Component parsed(const std::string& text) {
    auto components = parseComponents(text, {});
    EXPECT_EQ(components.size(), 1U);
    return components.front();
}

std::string refusal(const std::string& text, const Limits& limits = {}) {
    try {
        (void)parseComponents(text, limits, 10);
    } catch (const Error& error) {
        return error.publicText();
    }
    ADD_FAILURE() << "accepted: " << text;
    return {};
}

TEST(Component, WhatWasReadIsWrittenOctetForOctet) {
    EXPECT_EQ(textOf(parseComponents(kTodo, {})), kTodo);
    const std::string two = "BEGIN:VCARD\nFN:A\nEND:VCARD\n\nBEGIN:VCARD\nFN:B\nEND:VCARD";
    const auto cards = parseComponents(two, {});
    EXPECT_EQ(cards.size(), 2U);
    EXPECT_EQ(textOf(cards), two);
}

TEST(Component, ComponentsNest) {
    const auto calendar = parsed(kTodo);
    EXPECT_TRUE(calendar.is("vcalendar"));
    ASSERT_EQ(calendar.components().size(), 1U);
    const auto& todo = calendar.components().front();
    EXPECT_EQ(todo.components().size(), 2U);
    EXPECT_EQ(todo.properties().size(), 4U);
    EXPECT_EQ(todo.find("summary")->value(), "Long text");
    EXPECT_EQ(todo.find("TRIGGER"), nullptr);
    EXPECT_EQ(todo.number(), 3U);
}

TEST(Component, AChangeLeavesEveryOtherLineAlone) {
    auto calendar = parsed(kTodo);
    auto& todo = calendar.components().front();
    todo.find("SUMMARY")->setValue("Short");
    todo.remove(todo.find("X-LATE")->id());
    const auto added = todo.add(ContentLine("X-NEW", "1"));
    EXPECT_EQ(todo.find(added)->value(), "1");
    EXPECT_EQ(calendar.text(),
              "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTODO\r\nUID:1\r\nSUMMARY:Short\r\nX-NEW:1\r\nBEGIN:VALARM\r\n"
              "TRIGGER:-PT5M\r\nEND:VALARM\r\nBEGIN:VALARM\r\nTRIGGER:PT0S\r\nEND:VALARM\r\n"
              "X-LATER:1\r\nEND:VTODO\r\nend:vcalendar \r\n\r\n");
    todo.removeComponent(0);
    todo.removeAll("x-later");
    EXPECT_EQ(todo.text(),
              "BEGIN:VTODO\r\nUID:1\r\nSUMMARY:Short\r\nX-NEW:1\r\nBEGIN:VALARM\r\nTRIGGER:PT0S\r\nEND:VALARM\r\n"
              "END:VTODO\r\n");
}

TEST(Component, IdsStayTheirOwn) {
    auto card = parsed("BEGIN:VCARD\r\nTEL:1\r\nTEL:2\r\nTEL:3\r\nEND:VCARD\r\n");
    const auto second = card.properties()[1].id();
    const auto third = card.properties()[2].id();
    card.remove(card.properties().front().id());
    card.add(ContentLine("TEL", "4"));
    EXPECT_EQ(card.find(second)->value(), "2");
    card.remove(second);
    EXPECT_EQ(card.find(second), nullptr);
    EXPECT_EQ(card.find(third)->value(), "3");
    EXPECT_NE(card.add(ContentLine("TEL", "5")), second);
}

TEST(Component, NewLinesEndAsTheOthersDo) {
    auto card = parsed("BEGIN:VCARD\nFN:A\nEND:VCARD");
    card.add(ContentLine("NOTE", std::string(80, 'x')));
    EXPECT_EQ(card.text(),
              "BEGIN:VCARD\nFN:A\nNOTE:" + std::string(70, 'x') + "\n " + std::string(10, 'x') + "\nEND:VCARD");
}

TEST(Component, ANewOneIsWrittenWithCrLf) {
    Component calendar("VCALENDAR");
    calendar.add(ContentLine("VERSION", "2.0"));
    calendar.add(parsed("BEGIN:VTODO\nUID:1\nEND:VTODO"));
    calendar.add(Component("VALARM"));
    EXPECT_EQ(calendar.text(),
              "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTODO\nUID:1\nEND:VTODO\r\nBEGIN:VALARM\r\nEND:VALARM\r\n"
              "END:VCALENDAR\r\n");
}

TEST(Component, WhatDoesNotNestIsNamed) {
    EXPECT_EQ(refusal("X:1\r\n"), "Line 10 stands outside of BEGIN and END.");
    EXPECT_EQ(refusal("BEGIN:A\r\nEND:B\r\n"), "Line 11 ends what was not begun last.");
    EXPECT_EQ(refusal("END:A\r\n"), "Line 10 ends what was not begun last.");
    EXPECT_EQ(refusal("BEGIN:A\r\nBEGIN:B\r\nEND:B\r\n"), "Line 10 begins what has no end.");
    EXPECT_EQ(refusal("BEGIN:\r\nEND:\r\n"), "Line 10 does not say what it begins.");
    EXPECT_EQ(refusal("BEGIN:A\r\nBEGIN:B\r\nEND:B\r\nEND:A\r\n", {.depth = 1}), "Line 11 is nested too deeply.");
}

/// Random edits, beside the same edits on a list of the lines' octets.
TEST(Component, RandomEditsKeepAllOtherLines) {
    std::mt19937 random(20261120);
    for (int round = 0; round < 300; ++round) {
        auto card =
            parsed("BEGIN:VCARD\r\nA:1\r\nitem1.B;X=\"y\":2\r\n  folded\r\nC:3\r\n\r\nD:4\n\tfolded\nEND:VCARD\r\n");
        std::vector<std::string> expected;
        for (const auto& property : card.properties()) expected.push_back(property.source());
        for (int edit = 0; edit < 8; ++edit) {
            const auto count = card.properties().size();
            const auto index = count == 0 ? 0 : random() % count;
            const auto at = expected.begin() + static_cast<std::ptrdiff_t>(index);
            const auto value = std::to_string(random());
            if (count == 0 || random() % 3 == 0) {
                card.add(ContentLine("NEW", value));
                expected.push_back("NEW:" + value + "\r\n");
            } else if (random() % 2 == 0) {
                card.remove(card.properties()[index].id());
                expected.erase(at);
            } else {
                auto& property = card.properties()[index];
                property.setParameters({});
                property.setGroup("");
                property.setValue(value);
                *at = property.name() + ":" + value + "\r\n";
            }
        }
        std::string text = "BEGIN:VCARD\r\n";
        for (const auto& line : expected) text += line;
        EXPECT_EQ(card.text(), text + "END:VCARD\r\n");
        EXPECT_EQ(parsed(card.text()).text(), card.text());
    }
}

}  // namespace
}  // namespace groupware::formats::lines
