#include "groupware/reminders/options.h"

#include <array>

namespace groupware::reminders {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 1> kOptions{&kListLength};
    return kOptions;
}

}  // namespace groupware::reminders
