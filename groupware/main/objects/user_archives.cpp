#include "groupware/main/objects/user_archives.h"

#include <string>

namespace groupware::main {

principals::UserTexts UserArchives::texts(dbpool::ReadSession& session, UserId user) const {
    auto texts = settings_.texts(session, user);
    texts.merge(freeBusy_.texts(session, user));
    return texts;
}

void UserArchives::restore(dbpool::WriteTransaction& tx, UserId user, const principals::UserTexts& texts) const {
    principals::UserTexts settings;
    principals::UserTexts freeBusy;
    for (const auto& text : texts) (text.first.find('\n') == std::string::npos ? freeBusy : settings).insert(text);
    settings_.restore(tx, user, settings);
    freeBusy_.restore(tx, user, freeBusy);
}

void UserArchives::remove(dbpool::WriteTransaction& tx, UserId user) const {
    settings_.remove(tx, user);
    freeBusy_.remove(tx, user);
}

}  // namespace groupware::main
