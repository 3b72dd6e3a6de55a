#pragma once

#include "groupware/base/options.h"
#include "groupware/principals/service/user_archive.h"

#include <cstdint>

namespace groupware::jslob {

/// Settings in the archive of a context, as they are stored, and what becomes of them when their user leaves.
class SettingsArchive final : public principals::UserArchive {
public:
    explicit SettingsArchive(const Configuration& configuration);

    /// A name is "<service>\n<id>": neither has control characters.
    [[nodiscard]] principals::UserTexts texts(dbpool::ReadSession& session, UserId user) const override;
    void restore(dbpool::WriteTransaction& tx, UserId user, const principals::UserTexts& texts) const override;
    void remove(dbpool::WriteTransaction& tx, UserId user) const override;

private:
    std::int64_t objects_;
    std::int64_t octets_;
};

}  // namespace groupware::jslob
