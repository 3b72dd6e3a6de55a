#include "groupware/contacts/draft.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/contacts/card_fields.h"
#include "groupware/contacts/card_index.h"
#include "groupware/contacts/card_lines.h"
#include "groupware/contacts/stored_card.h"
#include "groupware/formats/vcard/group.h"
#include "groupware/formats/vcard/photo.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

namespace groupware::contacts {
namespace {

namespace vcard = formats::vcard;

/// What is stored was checked when it came.
constexpr vcard::Limits kStored{.octets = std::numeric_limits<std::size_t>::max(),
                                .lines = std::numeric_limits<std::size_t>::max(),
                                .parameterValues = std::numeric_limits<std::size_t>::max(),
                                .depth = std::numeric_limits<std::size_t>::max()};

constexpr std::size_t kUidCharacters = 255;

bool isSafe(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '@';
}

void notePicture(Contact& contact, const std::optional<Picture>& picture) {
    contact.hasPicture = picture.has_value();
    contact.pictureType = picture ? picture->mediaType : "";
}

}  // namespace

Draft draftOf(const vcard::Card& card) {
    auto stored = takeApart(card.text());
    Draft draft{.card = vcard::Card::parse(stored.text, kStored), .lines = std::move(stored.lines)};
    describe(draft);
    if (!draft.lines.empty()) notePicture(draft.contact, pictureOf(card));
    return draft;
}

void describe(Draft& draft) {
    draft.contact.fields = fieldsOf(draft.card);
    draft.contact.addresses = mailAddresses(draft.card);
    draft.contact.uid = cut(draft.card.text("UID").value_or(""), kUidCharacters);
    draft.contact.isList = vcard::isGroup(draft.card);
}

void requireWithin(const Draft& draft, const Limits& limits) {
    std::size_t octets = 0;
    for (const auto& line : draft.lines) octets += line.size();
    if (draft.card.text().size() > limits.cardBytes || octets > limits.pictureBytes / 2 * 3)
        throw Error(ErrorCode::TooLarge, "card beyond contacts.cardBytes or contacts.pictureBytes",
                    "The contact is too large.");
}

Draft readDraft(std::string_view card, const Limits& limits) {
    auto draft = draftOf(vcard::Card::parse(card, limits.card()));
    requireWithin(draft, limits);
    return draft;
}

void setPicture(Draft& draft, const std::optional<Picture>& picture) {
    auto whole = vcard::Card::parse(putTogether({.text = draft.card.text(), .lines = draft.lines}), kStored);
    if (picture) {
        vcard::setPhoto(whole, vcard::Binary{.mediaType = picture->mediaType, .octets = picture->octets, .uri = {}});
    } else {
        vcard::setPhoto(whole, std::nullopt);
    }
    auto stored = takeApart(whole.text());
    draft.card = vcard::Card::parse(stored.text, kStored);
    draft.lines = std::move(stored.lines);
    notePicture(draft.contact, picture);
}

std::optional<Picture> pictureOf(const vcard::Card& card) {
    auto binary = vcard::photo(card);
    const auto header = binary ? readPictureHeader(binary->octets) : std::nullopt;
    if (!header) return std::nullopt;
    return Picture{.mediaType = std::string(header->mediaType), .octets = std::move(binary->octets)};
}

std::optional<Picture> pictureOf(const std::vector<std::string>& lines) {
    std::string text = "BEGIN:VCARD\r\n";
    for (const auto& line : lines) text += line;
    // The version does not matter: photos are read however they are written.
    return pictureOf(vcard::Card::parse(text + "\r\nEND:VCARD\r\n", kStored));
}

void apply(const ContactPatch& patch, Draft& draft) {
    if (patch.isList) vcard::setGroup(draft.card, *patch.isList);
    setFields(patch.fields, draft.card);
    if (patch.picture || patch.removePicture) setPicture(draft, patch.picture);
    describe(draft);
}

std::string resourceName(std::string_view uid) {
    constexpr std::size_t kStem = 200;
    constexpr std::size_t kHash = 8;
    std::string stem;
    for (const char c : uid.substr(0, kStem)) stem += isSafe(c) ? c : '-';
    if (stem != uid || stem.starts_with('.'))
        stem = "c-" + stem + '-' + crypto::toHex(crypto::sha256(uid).substr(0, kHash));
    return stem + ".vcf";
}

std::string uuidText(std::string_view random) {
    std::string octets(random);
    octets[6] = static_cast<char>((static_cast<unsigned char>(octets[6]) & 0x0FU) | 0x40U);
    octets[8] = static_cast<char>((static_cast<unsigned char>(octets[8]) & 0x3FU) | 0x80U);
    auto text = crypto::toHex(octets);
    for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, "-");
    return text;
}

}  // namespace groupware::contacts
