#pragma once

#include "groupware/net/exchange.h"

namespace groupware::http {

/// What a handler gives back: status, headers, and a body or a stream. See net::Reply.
using Response = net::Reply;

}  // namespace groupware::http
