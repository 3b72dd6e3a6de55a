#pragma once

#include "groupware/base/options.h"
#include "groupware/principals/service/user_archive.h"

#include <cstddef>

namespace groupware::calendar {

/// What a user says about his own time in the archive of a context, and what becomes of it when he leaves. A published
/// URL ends with its context.
class FreeBusyArchive final : public principals::UserArchive {
public:
    explicit FreeBusyArchive(const Configuration& configuration);

    /// Names: "availability", "freeBusyVisibility".
    [[nodiscard]] principals::UserTexts texts(dbpool::ReadSession& session, UserId user) const override;
    void restore(dbpool::WriteTransaction& tx, UserId user, const principals::UserTexts& texts) const override;
    void remove(dbpool::WriteTransaction& tx, UserId user) const override;

private:
    std::size_t octets_;
};

}  // namespace groupware::calendar
