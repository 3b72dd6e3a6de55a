#include "groupware/calendar/queries/local_addressees.h"

#include "groupware/formats/mime/international_address.h"

#include <utility>

namespace groupware::calendar {

namespace mime = formats::mime;

std::map<std::string, principals::Addressee> localAddressees(dbpool::ReadSession& session,
                                                             const std::set<std::string>& addresses) {
    auto spellings = addresses;
    std::multimap<std::string, std::string> asked;  // by another spelling
    for (const auto& address : addresses) {
        for (const auto& spelling : {mime::withAsciiDomain(address), mime::withUnicodeDomain(address)}) {
            if (spelling.empty() || spelling == address) continue;
            spellings.insert(spelling);
            asked.emplace(spelling, address);
        }
    }
    auto found = principals::addressees(session, spellings);
    for (const auto& [spelling, address] : asked) {
        const auto known = found.find(spelling);
        if (known != found.end()) found.try_emplace(address, known->second);
    }
    std::erase_if(found, [&](const auto& each) { return !addresses.contains(each.first); });
    return found;
}

}  // namespace groupware::calendar
