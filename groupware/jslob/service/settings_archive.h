#pragma once

#include "groupware/base/options.h"
#include "groupware/principals/service/user_archive.h"

#include <cstdint>

namespace groupware::jslob {

/// Settings in the archive of a context, as they are stored.
class SettingsArchive final : public principals::UserArchive {
public:
    explicit SettingsArchive(const Configuration& configuration);

    /// A name is "<service>\n<id>": neither has control characters.
    [[nodiscard]] principals::UserTexts texts(dbpool::ReadSession& session, UserId user) const override;
    void restore(dbpool::WriteTransaction& tx, UserId user, const principals::UserTexts& texts) const override;

private:
    std::int64_t objects_;
    std::int64_t octets_;
};

}  // namespace groupware::jslob
