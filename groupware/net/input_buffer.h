#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace groupware::net {

/// Octets received and not yet understood.
class InputBuffer {
public:
    void append(std::string_view octets) {
        if (consumed_ > 0) {
            octets_.erase(0, consumed_);
            consumed_ = 0;
        }
        octets_.append(octets);
    }
    [[nodiscard]] std::string_view view() const noexcept { return std::string_view(octets_).substr(consumed_); }
    [[nodiscard]] bool empty() const noexcept { return consumed_ == octets_.size(); }
    [[nodiscard]] std::size_t size() const noexcept { return octets_.size() - consumed_; }
    void consume(std::size_t octets) {
        consumed_ += octets;
        if (consumed_ == octets_.size()) clear();
    }
    void clear() {
        octets_.clear();
        consumed_ = 0;
    }
    /// Gives memory beyond `keep` octets back while empty, so that idle connections stay small.
    void shrink(std::size_t keep) {
        if (empty() && octets_.capacity() > keep) std::string().swap(octets_);
    }

private:
    std::string octets_;
    std::size_t consumed_ = 0;
};

}  // namespace groupware::net
