#include "groupware/net/exchange.h"

namespace groupware::net {

void Reply::whenSent(std::function<void(const Sent&)> then) {
    if (!sent) {
        sent = std::move(then);
        return;
    }
    sent = [first = std::move(sent), then = std::move(then)](const Sent& result) {
        first(result);
        then(result);
    };
}

}  // namespace groupware::net
