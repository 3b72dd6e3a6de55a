#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

/// Zstandard as streams (RFC 8878), by libzstd. Each object is used by one thread at a time.
namespace admin::archive {

class Compressor {
public:
    using Sink = std::function<void(std::string_view)>;

    explicit Compressor(Sink sink);
    ~Compressor();
    Compressor(const Compressor&) = delete;
    Compressor& operator=(const Compressor&) = delete;

    void add(std::string_view octets);
    /// Nothing may be added afterwards.
    void finish();

private:
    struct State;
    Sink sink_;
    std::unique_ptr<State> state_;
};

/// Holds at most 8 MiB of what it has read, whatever the archive asks for.
class Decompressor {
public:
    /// Stores octets in the span and says how many; 0 at the end.
    using Source = std::function<std::size_t(std::span<char>)>;

    explicit Decompressor(Source source);
    ~Decompressor();
    Decompressor(const Decompressor&) = delete;
    Decompressor& operator=(const Decompressor&) = delete;

    /// @return octets stored, 0 at the end
    /// @throws groupware::Error BadRequest if it is not Zstandard, damaged or cut off
    [[nodiscard]] std::size_t read(std::span<char> into);

private:
    struct State;
    Source source_;
    std::unique_ptr<State> state_;
};

}  // namespace admin::archive
