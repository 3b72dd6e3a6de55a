#pragma once

#include "groupware/formats/lines/line_head.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace groupware::formats::lines {

/// Finds the content lines of a text that comes in blocks, cut anywhere, and is too long to be held: the same ones as
/// Unfolder, by where they are. Memory: twice what is kept of a line, however long lines are.
class BlockUnfolder {
public:
    struct Line {
        std::string_view text;    ///< unfolded, without its end; cut to as many octets as are kept. Valid in the call
        std::uint64_t begin = 0;  ///< offset of its first octet in the text
        std::uint64_t end = 0;    ///< behind its line end, and the empty lines after it
        std::size_t number = 0;   ///< of its first physical line, from 1
    };
    using Sink = std::function<void(const Line&)>;

    /// @param keep  octets of a line; soft breaks of quoted-printable (vCard 2.1) are known in so many only
    /// @param sink  is told of each line in the file's order, as soon as what follows shows that it has ended
    BlockUnfolder(std::size_t keep, Sink sink) : keep_(keep), sink_(std::move(sink)) {}

    void add(std::string_view block);
    /// After the last block.
    void finish();

private:
    /// A line as it stands in the text.
    struct Physical {
        std::string text{};       ///< without line end, cut
        std::uint64_t end = 0;    ///< behind its line end
        std::size_t content = 0;  ///< octets without the CRs at its end
        std::size_t octets = 0;
        bool colon = false;
        bool blank = true;
    };
    enum class Growing : std::uint8_t { Folded, Base64, Ended };  ///< what the content line may go on with

    void grow(std::string_view piece);
    void endPhysical();
    void take();
    [[nodiscard]] bool goesOn();
    void append(std::string_view text);
    void begin();
    void emit();

    std::size_t keep_;
    Sink sink_;
    std::string start_{};  ///< of the text, as long as it may be a byte order mark
    bool started_ = false;
    std::uint64_t read_ = 0;     ///< octets of the text
    std::size_t number_ = 1;     ///< of the physical line
    std::uint64_t lastEnd_ = 0;  ///< of the content line before
    Physical physical_{};

    bool open_ = false;  ///< there is a content line:
    std::string text_{};
    bool whole_ = true;  ///< nothing of it was cut
    std::size_t lineNumber_ = 0;
    std::uint64_t end_ = 0;
    Growing growing_ = Growing::Folded;
    SoftBreaks softBreaks_{};
};

}  // namespace groupware::formats::lines
