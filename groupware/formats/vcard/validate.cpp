#include "groupware/formats/vcard/validate.h"

#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace groupware::formats::vcard {
namespace {

/// Different languages of one property count as one. RFC 6350 section 5.4.
std::size_t occurrences(const Card& card, std::string_view name) {
    std::set<std::string_view> alternatives;
    std::size_t count = 0;
    for (const auto* property : card.all(name)) {
        const auto id = property->parameter("ALTID");
        if (!id || alternatives.insert(*id).second) ++count;
    }
    return count;
}

class Validator {
public:
    explicit Validator(const Card& card) : card_(card) {}

    std::vector<Problem> problems() {
        checkVersion();
        if (card_.all("FN").empty() && card_.version() != Version::V21) missing("FN");
        if (card_.all("N").empty() && card_.version() != Version::V40) missing("N");
        checkSingles();
        for (const auto& property : card_.component().properties()) checkCharacters(property);
        return std::move(problems_);
    }

private:
    void add(std::size_t line, std::string_view property, const std::string& what) {
        const auto name = lines::upper(property);
        problems_.push_back({line, name, (line == 0 ? "" : "Line " + std::to_string(line) + ": ") + name + " " + what});
    }

    void missing(std::string_view name) { add(0, name, "is missing."); }

    void checkVersion() {
        const auto versions = card_.all("VERSION");
        if (versions.empty()) return missing("VERSION");
        const auto number = lines::trimmed(versions.front()->value());
        if (number != "2.1" && number != "3.0" && number != "4.0") {
            add(versions.front()->number(), "VERSION", "is none that is known.");
        }
    }

    void checkSingles() {
        constexpr std::array<std::string_view, 9> kSingle{"VERSION", "N",   "BDAY",   "ANNIVERSARY", "GENDER",
                                                          "KIND",    "UID", "PRODID", "REV"};
        for (const auto name : kSingle) {
            if (occurrences(card_, name) > 1) add(card_.all(name)[1]->number(), name, "is there more than once.");
        }
    }

    void checkCharacters(const ContentLine& property) {
        const auto& value = property.value();
        if (std::any_of(value.begin(), value.end(), [](char c) { return lines::isControl(c); })) {
            add(property.number(), property.name(), "has a control character in it.");
        }
    }

    const Card& card_;
    std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> validate(const Card& card) {
    return Validator(card).problems();
}

}  // namespace groupware::formats::vcard
