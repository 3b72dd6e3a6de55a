#include "groupware/base/configuration_source.h"

namespace groupware {

std::shared_ptr<const Configuration> ConfigurationSource::current() const {
    const std::lock_guard lock(mutex_);
    return current_;
}

ConfigurationSource::Reload ConfigurationSource::reload(std::span<const AnyOption> options,
                                                        const Configuration& fresh) {
    const std::lock_guard lock(mutex_);
    Reload result;
    for (auto& key : current_->differences(fresh)) {
        const auto option = findOption(options, key);
        (option && isReloadable(*option) ? result.applied : result.waiting).push_back(std::move(key));
    }
    current_ = std::make_shared<const Configuration>(current_->with(result.applied, fresh));
    return result;
}

}  // namespace groupware
