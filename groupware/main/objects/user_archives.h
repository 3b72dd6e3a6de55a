#pragma once

#include "groupware/base/options.h"
#include "groupware/calendar/freebusy/free_busy_archive.h"
#include "groupware/jslob/service/settings_archive.h"
#include "groupware/principals/service/user_archive.h"
#include "groupware/principals/share_token.h"

namespace groupware::main {

/// All that is kept for each user beside his data, as one: clients' settings and what he says about his own time. Names
/// of the former have a line break, those of the latter have none.
class UserArchives final : public principals::UserArchive {
public:
    UserArchives(const Configuration& configuration, const principals::ShareTokens& tokens)
        : settings_(configuration), freeBusy_(configuration, tokens) {}

    [[nodiscard]] principals::UserTexts texts(dbpool::ReadSession& session, UserId user) const override;
    void restore(dbpool::WriteTransaction& tx, UserId user, const principals::UserTexts& texts) const override;
    void remove(dbpool::WriteTransaction& tx, UserId user) const override;

private:
    jslob::SettingsArchive settings_;
    calendar::FreeBusyArchive freeBusy_;
};

}  // namespace groupware::main
