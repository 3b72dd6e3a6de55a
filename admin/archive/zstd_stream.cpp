#include "admin/archive/zstd_stream.h"

#include "groupware/base/error.h"

#include <zstd.h>

#include <utility>
#include <vector>

namespace admin::archive {
namespace {

using groupware::Error;
using groupware::ErrorCode;

constexpr int kLevel = 3;        // as fast as disks
constexpr int kWindowBits = 23;  // level 3 uses 21

/// What libzstd says went wrong while compressing is a bug here.
std::size_t required(std::size_t result) {
    if (ZSTD_isError(result) != 0) throw Error(ErrorCode::Internal, std::string("zstd: ") + ZSTD_getErrorName(result));
    return result;
}

[[noreturn]] void damaged(const std::string& why) {
    throw Error(ErrorCode::BadRequest, "archive: " + why, "The archive is damaged: " + why + ".");
}

}  // namespace

struct Compressor::State {
    struct Free {
        void operator()(ZSTD_CCtx* context) const noexcept { ZSTD_freeCCtx(context); }
    };
    std::unique_ptr<ZSTD_CCtx, Free> context{ZSTD_createCCtx()};
    std::vector<char> out = std::vector<char>(ZSTD_CStreamOutSize());
};

Compressor::Compressor(Sink sink) : sink_(std::move(sink)), state_(std::make_unique<State>()) {
    required(ZSTD_CCtx_setParameter(state_->context.get(), ZSTD_c_compressionLevel, kLevel));
    required(ZSTD_CCtx_setParameter(state_->context.get(), ZSTD_c_checksumFlag, 1));
}

Compressor::~Compressor() = default;

void Compressor::add(std::string_view octets) {
    ZSTD_inBuffer in{octets.data(), octets.size(), 0};
    while (in.pos < in.size) {
        ZSTD_outBuffer out{state_->out.data(), state_->out.size(), 0};
        required(ZSTD_compressStream2(state_->context.get(), &out, &in, ZSTD_e_continue));
        if (out.pos > 0) sink_({state_->out.data(), out.pos});
    }
}

void Compressor::finish() {
    ZSTD_inBuffer in{nullptr, 0, 0};
    std::size_t left = 1;
    while (left > 0) {
        ZSTD_outBuffer out{state_->out.data(), state_->out.size(), 0};
        left = required(ZSTD_compressStream2(state_->context.get(), &out, &in, ZSTD_e_end));
        if (out.pos > 0) sink_({state_->out.data(), out.pos});
    }
}

struct Decompressor::State {
    struct Free {
        void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
    };
    std::unique_ptr<ZSTD_DCtx, Free> context{ZSTD_createDCtx()};
    std::vector<char> octets = std::vector<char>(ZSTD_DStreamInSize());
    ZSTD_inBuffer in{octets.data(), 0, 0};
    bool frameEnded = true;  ///< nothing of another frame has been read
    bool sourceEnded = false;
};

Decompressor::Decompressor(Source source) : source_(std::move(source)), state_(std::make_unique<State>()) {
    required(ZSTD_DCtx_setParameter(state_->context.get(), ZSTD_d_windowLogMax, kWindowBits));
}

Decompressor::~Decompressor() = default;

std::size_t Decompressor::read(std::span<char> into) {
    if (into.empty()) return 0;
    auto& state = *state_;
    ZSTD_outBuffer out{into.data(), into.size(), 0};
    while (out.pos == 0) {
        if (state.in.pos == state.in.size && !state.sourceEnded) {
            state.in.size = source_(state.octets);
            state.in.pos = 0;
            state.sourceEnded = state.in.size == 0;
        }
        if (state.sourceEnded && state.frameEnded) return 0;
        const auto before = state.in.pos;
        const auto result = ZSTD_decompressStream(state.context.get(), &out, &state.in);
        if (ZSTD_isError(result) != 0) damaged("it is not compressed as it should be");
        state.frameEnded = result == 0;
        if (state.sourceEnded && out.pos == 0 && state.in.pos == before && !state.frameEnded) {
            damaged("it ends too early");
        }
    }
    return out.pos;
}

}  // namespace admin::archive
