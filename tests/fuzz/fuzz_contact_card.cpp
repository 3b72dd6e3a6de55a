// Cards as contacts: taken apart and put together again they are the same octets, setting what they say changes
// nothing, and what is written is read again.
#include "groupware/base/error.h"
#include "groupware/base/utf8.h"
#include "groupware/contacts/card_fields.h"
#include "groupware/contacts/card_index.h"
#include "groupware/contacts/draft.h"
#include "groupware/contacts/merge.h"
#include "groupware/contacts/stored_card.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

namespace {

namespace contacts = groupware::contacts;
using groupware::formats::vcard::Card;

constexpr groupware::formats::vcard::Limits kLimits{.octets = 1 << 16, .lines = 200, .parameterValues = 50, .depth = 3};

void require(bool holds) {
    if (!holds) std::abort();
}

std::optional<Card> cardOf(std::string_view text) {
    try {
        return Card::parse(text, kLimits);
    } catch (const groupware::Error&) {
        return std::nullopt;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto card = cardOf({reinterpret_cast<const char*>(data), size});
    if (!card) return 0;
    const auto text = card->text();
    require(contacts::putTogether(contacts::takeApart(text)) == text);
    const auto draft = contacts::draftOf(*card);
    const auto& fields = draft.contact.fields;
    for (const auto& [column, value] : fields) require(!value.empty() && groupware::isUtf8(value));
    require(contacts::readFields(contacts::writeFields(fields)) == fields);
    (void)contacts::indexWords(fields, draft.contact.addresses);
    require(!contacts::resourceName(draft.contact.uid).empty());

    Card changed = *card;
    contacts::setFields({{contacts::column::kEmail2, "second@example.com"}, {543, "+49 1"}, {508, "Ulm"}}, changed);
    const auto read = contacts::fieldsOf(Card::parse(changed.text(), {}));
    require(contacts::valueOf(read, contacts::column::kEmail2) == "second@example.com");
    require(contacts::valueOf(read, 543) == "+49 1");
    require(contacts::valueOf(read, 508) == "Ulm");
    (void)Card::parse(contacts::merged(*card, changed).text(), {});
    return 0;
}
