#include "groupware/base/error.h"
#include "groupware/base/utf8.h"
#include "groupware/formats/vcard/convert.h"
#include "groupware/formats/vcard/date.h"
#include "groupware/formats/vcard/entries.h"
#include "groupware/formats/vcard/group.h"
#include "groupware/formats/vcard/name.h"
#include "groupware/formats/vcard/photo.h"
#include "groupware/formats/vcard/read_cards.h"
#include "groupware/formats/vcard/relation.h"
#include "groupware/formats/vcard/validate.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

namespace vcard = groupware::formats::vcard;

constexpr vcard::Limits kLimits{.octets = 1 << 20, .lines = 500, .parameterValues = 100, .depth = 3};

void require(bool holds) {
    if (!holds) std::abort();
}

/// Sets everything to what it is.
void setAll(vcard::Card& card) {
    for (const auto* name : {"FN", "NOTE", "UID", "TITLE"}) {
        const auto text = card.text(name);
        require(groupware::isUtf8(text.value_or("")));
        card.setText(name, text);
        vcard::setTextEntries(card, name, vcard::textEntries(card, name));
    }
    card.setList("CATEGORIES", card.list("CATEGORIES"));
    card.setStructured("ORG", card.structured("ORG"));
    if (card.preferred("N") != nullptr) vcard::setName(card, vcard::nameOf(card));
    vcard::setTelephones(card, vcard::telephones(card));
    vcard::setAddresses(card, vcard::addresses(card));
    vcard::setMembers(card, vcard::members(card));
    vcard::setBirthday(card, vcard::birthday(card));
    vcard::setAnniversary(card, vcard::anniversary(card));
    if (const auto photo = vcard::photo(card)) vcard::setPhoto(card, photo);
    const auto spouse = vcard::relatedName(card, vcard::Relation::Spouse);
    if (spouse && !spouse->empty()) vcard::setRelatedName(card, vcard::Relation::Spouse, spouse);
}

/// Writes everything anew; what was written is read again.
void changeAll(vcard::Card card) {
    const std::string text = "a;b,c\\d\n\xC3\xA4=";
    card.setText("NOTE", text);
    vcard::setName(card, {.family = text, .given = "g", .additional = {}, .prefixes = {}, .suffixes = {}});
    auto numbers = vcard::telephones(card);
    numbers.push_back({.value = "1", .labels = {.types = {"home"}, .preference = 1, .label = "L"}});
    vcard::setTelephones(card, numbers);
    vcard::setBirthday(card, vcard::PartialDate{.year = {}, .month = 2, .day = 29});
    vcard::setPhoto(card, vcard::Binary{.mediaType = "image/png", .octets = "x", .uri = {}});
    const auto again = vcard::Card::parse(card.text(), {});
    require(again.text() == card.text());
    require(again.text("NOTE") == text);
    require(vcard::nameOf(again).family == text);
    require(vcard::telephones(again).size() == numbers.size());
    require(vcard::telephones(again).back().labels == numbers.back().labels);
    require(vcard::birthday(again) == vcard::birthday(card));
    require(vcard::photo(again) == vcard::photo(card));
}

void convertTo(const vcard::Card& card, vcard::Version version) {
    const auto converted = vcard::convert(card, version);
    const auto again = vcard::Card::parse(converted.text(), {});
    require(again.version() == version);
    require(again.text() == converted.text());
    (void)vcard::validate(again);
}

}  // namespace

/// Cards keep their octets when nothing changes, say what was set when something does, and can be converted.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::vector<vcard::ReadCard> cards;
    try {
        cards = vcard::readCards(text, kLimits, 20);
    } catch (const groupware::Error&) {
        return 0;
    }
    for (auto& read : cards) {
        require(read.card.has_value() == read.problem.empty());
        if (!read.card) continue;
        const auto before = read.card->text();
        require(text.find(before) != std::string_view::npos);
        setAll(*read.card);
        require(read.card->text() == before);
        changeAll(*read.card);
        convertTo(*read.card, vcard::Version::V30);
        convertTo(*read.card, vcard::Version::V40);
    }
    return 0;
}
