#include "groupware/calendar/scheduling/address_book.h"

#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/mime/mailbox.h"

#include <utility>

namespace groupware::calendar::scheduling {
namespace {

constexpr std::string_view kMail = "mailto:";

}  // namespace

std::string addressKey(std::string_view uri) {
    const auto text = formats::lines::trimmed(uri);
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return std::string(kMail) + formats::mime::comparableAddress(text);
    const auto scheme = formats::lines::lower(text.substr(0, colon + 1));
    const auto rest = text.substr(colon + 1);
    return scheme + (scheme == kMail ? formats::mime::comparableAddress(rest) : std::string(rest));
}

std::string mailAddress(std::string_view uri) {
    const auto key = addressKey(uri);
    return key.starts_with(kMail) ? key.substr(kMail.size()) : std::string();
}

void AddressBook::add(std::string_view uri, std::string person) {
    persons_.insert_or_assign(addressKey(uri), "/" + std::move(person));  // no address begins with a slash
}

std::string AddressBook::personOf(std::string_view uri) const {
    auto key = addressKey(uri);
    const auto found = persons_.find(key);
    if (found != persons_.end()) return found->second;
    return key;
}

bool AddressBook::same(std::string_view a, std::string_view b) const {
    return personOf(a) == personOf(b);
}

}  // namespace groupware::calendar::scheduling
