#pragma once

#include "groupware/base/options.h"
#include "groupware/principals/service/user_archive.h"
#include "groupware/principals/share_token.h"

#include <cstddef>

namespace groupware::calendar {

/// What a user says about his own time in the archive of a context, and what becomes of it when he leaves. Of a
/// published URL the archive has what the token is made of, which opens nothing without the cluster's key: the URL is
/// the same in a context of the same id on the same cluster, and another one elsewhere.
class FreeBusyArchive final : public principals::UserArchive {
public:
    FreeBusyArchive(const Configuration& configuration, principals::ShareTokens tokens);

    /// Names: "availability", "freeBusyVisibility", "publishedSeed".
    [[nodiscard]] principals::UserTexts texts(dbpool::ReadSession& session, UserId user) const override;
    void restore(dbpool::WriteTransaction& tx, UserId user, const principals::UserTexts& texts) const override;
    void remove(dbpool::WriteTransaction& tx, UserId user) const override;

private:
    std::size_t octets_;
    principals::ShareTokens tokens_;
};

}  // namespace groupware::calendar
