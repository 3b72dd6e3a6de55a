#pragma once

#include "admin/service/archive_service.h"
#include "groupware/http/request.h"
#include "groupware/http/response.h"

#include <string>

namespace admin::rest {

/// `/admin/v1/contexts/{id}/archive`: GET exports the context, POST makes one of the body (id 0: with the id in the
/// archive). Neither is ever in memory as a whole.
class Archives {
public:
    /// @param archives  outlives this object
    explicit Archives(ArchiveService& archives) : archives_(archives) {}

    /// The caller is the master administrator.
    /// @param context  as the path names it; a name with `?by=name`
    [[nodiscard]] groupware::http::Response handle(const std::string& context, const groupware::http::Request& request);

private:
    [[nodiscard]] groupware::http::Response exported(const std::string& context,
                                                     const groupware::http::Request& request);
    [[nodiscard]] groupware::http::Response imported(const std::string& context,
                                                     const groupware::http::Request& request);

    ArchiveService& archives_;
};

}  // namespace admin::rest
