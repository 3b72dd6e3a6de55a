#pragma once

#include "groupware/api/action.h"

#include <functional>
#include <string>

namespace groupware::api {

/// The answer of an export: a file, as an attachment, that is made while it is sent.
///
/// @param next  gives the file's pieces, an empty one at its end. The first is made at once, so that what is wrong with
///        the call is answered as everywhere. If a later one throws, the connection breaks off: the client sees that
///        its file is no whole one (RFC 9112 section 8). Called by one thread at a time; outlives the call.
[[nodiscard]] Result streamFile(const std::string& mediaType, const std::string& name,
                                std::function<std::string()> next);

}  // namespace groupware::api
