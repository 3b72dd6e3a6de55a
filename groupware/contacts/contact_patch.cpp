#include "groupware/contacts/contact_patch.h"

#include "groupware/base/error.h"
#include "groupware/base/utf8.h"

#include <algorithm>

namespace groupware::contacts {
namespace {

constexpr std::size_t kTextOctets = 1024;

[[noreturn]] void refuse(const char* text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

bool isPlain(const std::string& text) {
    return isUtf8(text) && text.size() <= kTextOctets && std::none_of(text.begin(), text.end(), [](char c) {
               return static_cast<unsigned char>(c) < 0x20U || c == '\x7F';
           });
}

void requireValid(const Member& member) {
    if (!isPlain(member.name) || !isPlain(member.mail) || !isPlain(member.sortName))
        refuse("A member of a distribution list has a name or an address that is too long or not a text.");
    const bool reference = member.contact != ContactId{};
    if (member.mailField < 0 || member.mailField > kMailFields) refuse("The field mail_field is 0 to 3.");
    if (reference != (member.mailField > 0))
        refuse("A member is a contact with mail_field 1 to 3, or an address without.");
    if (!reference && member.mail.find('@') == std::string::npos)
        refuse("A member of a distribution list has no address.");
}

}  // namespace

void requireValid(const ContactPatch& patch, const Limits& limits) {
    requireValid(patch.fields);
    if (patch.uid && (!isPlain(*patch.uid) || patch.uid->size() > 255))
        refuse("The field uid is too long or not a text.");
    if (!patch.members) return;
    if (patch.members->size() > limits.members)
        throw Error(ErrorCode::TooLarge, "distribution list with too many members",
                    "A distribution list may have " + std::to_string(limits.members) + " members at most.");
    for (const auto& member : *patch.members) requireValid(member);
}

}  // namespace groupware::contacts
