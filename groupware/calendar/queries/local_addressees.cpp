#include "groupware/calendar/queries/local_addressees.h"

#include "groupware/formats/mime/international_address.h"
#include "groupware/formats/mime/mailbox.h"

namespace groupware::calendar {

namespace mime = formats::mime;

std::map<std::string, principals::Addressee> localAddressees(dbpool::ReadSession& session,
                                                             const std::set<std::string>& addresses) {
    auto spellings = addresses;
    for (const auto& address : addresses) {
        for (auto& spelling : {mime::withAsciiDomain(address), mime::withUnicodeDomain(address)}) {
            if (!spelling.empty()) spellings.insert(spelling);
        }
    }
    const auto stored = principals::addressees(session, spellings);
    std::map<std::string, const principals::Addressee*> owners;
    for (const auto& [address, owner] : stored) owners.try_emplace(mime::comparableAddress(address), &owner);
    std::map<std::string, principals::Addressee> found;
    for (const auto& address : addresses) {
        const auto exact = stored.find(address);
        const auto owner = owners.find(mime::comparableAddress(address));
        if (exact != stored.end()) {
            found.emplace(address, exact->second);
        } else if (owner != owners.end()) {
            found.emplace(address, *owner->second);
        }
    }
    return found;
}

}  // namespace groupware::calendar
