#include "groupware/base/error.h"
#include "groupware/contacts/card_fields.h"
#include "groupware/contacts/card_index.h"
#include "groupware/contacts/service/contact_access.h"
#include "groupware/contacts/service/contact_service.h"
#include "groupware/contacts/service/user_contacts.h"
#include "groupware/contacts/store/contact_reader.h"
#include "groupware/contacts/stored_card.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace groupware::contacts {
namespace {

[[noreturn]] void noPicture() {
    throw Error(ErrorCode::NotFound, "no picture", "There is no such picture.");
}

std::string cardOfUser(const Contact& user) {
    auto card = newCard(user.uid);
    setFields(user.fields, card);
    return card.text();
}

ContactService::PictureFound pictureOfContact(dbpool::ReadSession& session, const Contact& contact) {
    const std::array ids{contact.id.value};
    auto lines = ContactReader(session).lines(ids);
    auto picture = lines.empty() ? std::nullopt : pictureOf(lines.begin()->second);
    if (!picture) noPicture();
    return {.picture = std::move(*picture),
            .etag = '"' + std::to_string(contact.id.value) + '-' + std::to_string(contact.pictureSeq.value) + '"'};
}

}  // namespace

ContactService::PictureFound ContactService::picture(const Caller& caller, ContactRef ref) const {
    if (ref.folder == folders::kGlobalAddressBook) noPicture();
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto found = findReadable(session, access_, caller, ref);
        if (!found.contact.hasPicture) noPicture();
        return pictureOfContact(session, found.contact);
    });
}

ContactService::PictureFound ContactService::picture(const Caller& caller, std::string_view address) const {
    const auto folded = foldedAddress(address);
    if (folded.empty()) noPicture();
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto places = readablePlaces(session, access_, caller, {}, {});
        const auto found = ContactReader(session).withAddress(places.scope, folded, limits().autocompleteLength);
        const auto at = std::find_if(found.begin(), found.end(), [&](const Contact& contact) {
            if (!contact.hasPicture) return false;
            constexpr std::array kMails{column::kEmail1, column::kEmail2, column::kEmail3};
            return std::any_of(kMails.begin(), kMails.end(),
                               [&](int column) { return foldedAddress(valueOf(contact.fields, column)) == folded; });
        });
        if (at == found.end()) noPicture();
        return pictureOfContact(session, *at);
    });
}

std::vector<ExportedCard> ContactService::cards(const Caller& caller, std::span<const ContactRef> wanted) const {
    auto found = list(caller, wanted, false);
    std::vector<std::int64_t> ids;
    for (const auto& contact : found.contacts) {
        if (contact.user == UserId{}) ids.push_back(contact.id.value);
    }
    std::map<ContactId, std::string> texts;
    std::map<ContactId, std::vector<std::string>> lines;
    if (!ids.empty()) {
        // A card may be newer than the list, never older; one that is gone meanwhile is left out.
        database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
            texts = ContactReader(session).cards(ids);
            lines = ContactReader(session).lines(ids);
        });
    }
    std::vector<ExportedCard> cards;
    for (auto& contact : found.contacts) {
        const bool user = contact.user != UserId{};
        if (!user && !texts.contains(contact.id)) continue;
        auto text = user ? cardOfUser(contact)
                         : putTogether({.text = std::move(texts[contact.id]), .lines = std::move(lines[contact.id])});
        cards.push_back({.contact = std::move(contact), .card = std::move(text)});
    }
    return cards;
}

}  // namespace groupware::contacts
