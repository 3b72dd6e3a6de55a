#pragma once

#include <string>
#include <string_view>

namespace groupware::http {

enum class Disposition { Inline, Attachment };

/// A Content-Disposition value that every browser and old client reads: an ASCII `filename`, and `filename*` with the
/// exact name when ASCII cannot carry it. RFC 6266 appendix D, RFC 8187. Directories and control characters are
/// replaced, so that the name is a name.
[[nodiscard]] std::string contentDisposition(Disposition kind, std::string_view fileName);

}  // namespace groupware::http
